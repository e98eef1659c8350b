import { HELD_TYPES } from "../held/table.ts";
import { referencesOf } from "../intrinsics/references.ts";
import type { SchemaMap } from "../schemas/schema.ts";
import { templateError } from "../shared/errors.ts";
import type { Template } from "../template/model.ts";

/** Attributes that AWS documents and its published schemas leave out: they are properties there. */
const BESIDES_THE_SCHEMA: Readonly<Record<string, readonly string[]>> = {
  "AWS::Events::EventBus": ["Name"],
  "AWS::SNS::Topic": ["TopicName"],
  "AWS::SQS::Queue": ["QueueName"],
  "AWS::SSM::Parameter": ["Type", "Value"],
};

/**
 * CFN-ATTRIBUTE: refuses `Fn::GetAtt` of what a type has not, wherever it stands and whatever conditions
 * say, before anything is created.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html
 */
export function assertAttributes(template: Template, schemas: SchemaMap): void {
  const values = [
    ...[...template.resources.values()].map(({ properties }) => properties),
    ...[...template.outputs.values()].flatMap(({ value, exportName }) => [value, exportName ?? ""]),
  ];
  for (const [logicalId, attributes] of values.flatMap((value) => [...referencesOf(value).attributes])) {
    const schema = schemas.get(template.resources.get(logicalId)?.type ?? "");
    if (schema === undefined) continue;
    const held = HELD_TYPES[schema.typeName]?.made?.attributes ?? {};
    const known = [...schema.readOnly, ...(BESIDES_THE_SCHEMA[schema.typeName] ?? [])];
    const unknown = [...attributes].find(
      (attribute) => !known.includes(attribute) && !Object.hasOwn(held, attribute),
    );
    if (unknown === undefined) continue;
    throw templateError(`resource ${logicalId} does not support attribute type ${unknown} in Fn::GetAtt`);
  }
}
