import type {
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import {
  givenTags,
  mapProperty,
  requiredTextProperty,
  tagChanges,
  textProperty,
} from "../../../core/properties/property-values.ts";
import type { ParameterType } from "../../../wire/models/generated/ssm.types.ts";
import type { SsmContext } from "../parameters/context.ts";
import { validation } from "../parameters/errors.ts";
import { writerOf } from "../parameters/input.ts";
import { deleteParameter, putParameter } from "../parameters/manager.ts";
import { type CurrentParameter, parameterArn } from "../parameters/parameter.ts";

const MAX_NAME_LENGTH = 1_011;

/**
 * Tags are a map here, not a list.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html
 */
export function parameterProvider(ssm: SsmContext): ResourceProvider {
  const provisioned = ({ name, type, value }: CurrentParameter): ProvisionedResource => ({
    physicalId: name,
    attributes: { Arn: parameterArn(ssm.scope, name), Type: type, Value: value },
  });
  const put = (context: ResourceContext, name: string, properties: Properties, overwrite: boolean) =>
    putParameter(ssm, {
      name,
      value: requiredTextProperty(properties, "Value"),
      type: typeOf(properties),
      description: textProperty(properties, "Description") ?? "",
      tier: tierOf(properties),
      overwrite,
      tags: { ...context.tags, ...ownTags(properties) },
      by: writerOf(context.caller),
    });
  return {
    type: "AWS::SSM::Parameter",
    properties: {
      DataType: true,
      Description: true,
      Name: true,
      Tags: { "*": true },
      Tier: true,
      Type: true,
      Value: true,
    },
    required: ["Type", "Value"],
    replaceOn: ["Name"],
    calls: (context, change) => {
      if (change.kind === "delete") {
        return [{ operation: "DeleteParameter", input: { Name: change.physicalId } }];
      }
      const properties = change.kind === "create" ? change.properties : change.after;
      const Name = change.kind === "create" ? nameOf(context, properties) : change.physicalId;
      const wanted = { ...givenTags(context.tags, {}), ...ownTags(properties) };
      if (change.kind === "create") {
        return [{ operation: "PutParameter", input: { Name, Tags: listed(wanted) } }];
      }
      // SSM-7
      const tagged = { ResourceType: "Parameter", ResourceId: Name };
      const { tags, keys } = tagChanges(ssm.parameters.find(Name)?.tags ?? {}, wanted);
      const call = (operation: string, input: object) => ({ operation, input: { ...tagged, ...input } });
      return [
        { operation: "PutParameter", input: { Name, Overwrite: true } },
        ...(Object.keys(tags).length === 0 ? [] : [call("AddTagsToResource", { Tags: listed(tags) })]),
        ...(keys.length === 0 ? [] : [call("RemoveTagsFromResource", { TagKeys: keys })]),
      ];
    },
    create: async (context, properties) => {
      const name = nameOf(context, properties);
      return context.commit(() => provisioned(put(context, name, properties, false)));
    },
    update: async (context, name, _before, after) => provisioned(put(context, name, after, true)),
    delete: async (_context, name) => {
      if (ssm.parameters.find(name) !== undefined) deleteParameter(ssm, name);
    },
  };
}

function listed(tags: Readonly<Record<string, string>>) {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function nameOf(context: ResourceContext, properties: Properties): string {
  return textProperty(properties, "Name") ?? context.generateName({ maxLength: MAX_NAME_LENGTH });
}

/** Templates make no secure strings: their values would stand in the template. */
function typeOf(properties: Properties): ParameterType {
  const type = requiredTextProperty(properties, "Type");
  if (type === "String" || type === "StringList") return type;
  throw validation(`Type ${type} is not supported by CloudFormation: String or StringList`);
}

function tierOf(properties: Properties): "Standard" | "Advanced" {
  const tier = textProperty(properties, "Tier") ?? "Standard";
  if (tier === "Standard" || tier === "Advanced") return tier;
  throw validation(`The tier ${tier} is not supported by Portcullis. See docs/gaps.md.`);
}

function ownTags(properties: Properties): Record<string, string> {
  const tags = mapProperty(properties, "Tags") ?? {};
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [key, String(value)]));
}
