import type { Value } from "../../../core/ports/resource-provider.ts";
import { definitionOf, type ResourceSchema, type SchemaNode, typesOf } from "../schema.ts";

/** Texts of which one satisfies, and one breaks, every pattern of the schemas. */
const TEXTS = [
  "abc",
  "Abcd_123",
  "arn:aws:iam::123456789012:role/worker",
  "arn:aws:iam::123456789012:policy/reader",
  "arn:aws:iam::aws:policy/ReadOnlyAccess",
  "arn:aws:lambda:eu-west-1:123456789012:function:worker",
  "arn:aws:lambda:eu-west-1:123456789012:layer:tools:1",
  "lambda:GetLayerVersion",
  "arn:aws:lambda:eu-west-1::runtime:0123",
  `arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-${"a".repeat(17)}`,
  "arn:aws:lambda:eu-west-1:123456789012:capacity-provider:big",
  `arn:aws:elasticfilesystem:eu-west-1:123456789012:access-point/fsap-${"a".repeat(17)}`,
  "arn:aws:kms:eu-west-1:123456789012:key/1234",
  "alias/orders",
  "RSA_1024_BIT",
  "USE_DEFAULT_VALUE",
  "REQUIRE",
  "ENABLED",
  "BOUNCE",
  "MEDIUM",
  ",",
  "eu-west-1_abc",
  "somebody@example.com",
  "Your code is {####}",
  "Follow {##this link##}",
  "lambda:InvokeFunction",
  "/",
  "/mnt/data",
  "https://example.com/",
  "o-abcdefghij",
  "aws.partner/example.com/one",
  "$.detail",
  "arn:aws:sqs:eu-west-1:123456789012:jobs",
  "arn:aws:sns:eu-west-1:123456789012:topic",
  "arn:aws:events:eu-west-1:123456789012:event-bus/default",
  "123456789012",
  "2026-10-20T00:00:00Z",
  "sg-0123",
  "subnet-0123",
  "$LATEST",
  " spaced ",
  "with space!",
  ".",
  "ä",
  "\u0007",
  "",
] as const;

/** A value that the schema and the service take. */
export function sampleOf(schema: ResourceSchema, node: SchemaNode): Value {
  const target = definitionOf(schema, node);
  if (target.const !== undefined) return target.const;
  const [first] = target.enum ?? target.service?.enum ?? [];
  if (first !== undefined) return first;
  const [branch] = target.oneOf ?? [];
  const [type = "object"] = typesOf(target);
  switch (type) {
    case "string":
      return sampleText(target);
    case "integer":
    case "number":
      return target.minimum ?? target.service?.minimum ?? Math.min(1, target.maximum ?? 1);
    case "boolean":
      return true;
    case "array":
      return Array.from(
        { length: Math.max(1, target.minItems ?? 0, target.service?.minItems ?? 0) },
        (_, index) => distinct(sampleOf(schema, target.items ?? {}), target.uniqueItems === true ? index : 0),
      );
    case "object":
      return sampleObject(
        schema,
        { ...target, required: [...(target.required ?? []), ...(branch?.required ?? [])] },
        branch,
      );
  }
}

/** Another sample of the same kind for each place of a list: its first free text, longer. */
function distinct(sample: Value, index: number): Value {
  if (index === 0 || typeof sample !== "object" || sample === null || Array.isArray(sample)) return sample;
  const [name, text] = Object.entries(sample).find(([, value]) => value === TEXTS[0]) ?? [];
  return name === undefined ? sample : { ...sample, [name]: `${String(text)}${index}` };
}

function sampleObject(schema: ResourceSchema, node: SchemaNode, branch: SchemaNode | undefined): Value {
  const members = (node.required ?? []).map((name) => {
    const inner = node.properties?.[name] ?? branch?.properties?.[name] ?? {};
    return [name, sampleOf(schema, inner)] as const;
  });
  const [any] = node.service?.requiredAny ?? [];
  return Object.fromEntries([
    ...members,
    ...(any === undefined ? [] : [[any, sampleOf(schema, node.properties?.[any] ?? {})] as const]),
  ]);
}

function sampleText(node: SchemaNode): string {
  const least = Math.max(node.minLength ?? 0, node.service?.minLength ?? 0);
  const most = Math.min(
    node.maxLength ?? Number.POSITIVE_INFINITY,
    node.service?.maxLength ?? Number.POSITIVE_INFINITY,
  );
  const fitting = TEXTS.flatMap((text) => [text, text.padEnd(least, "a")]).find(
    (text) => text.length >= least && text.length <= most && fits(node, text),
  );
  if (fitting === undefined) throw new Error(`no sample for ${JSON.stringify(node)}`);
  return fitting;
}

function fits(node: SchemaNode, text: string): boolean {
  const patterns = [node.pattern, node.service?.pattern].filter((pattern) => pattern !== undefined);
  return patterns.every((pattern) => expressionOf(pattern).test(text)) && !text.includes("!");
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replaceAll("(?s)", "")
    .replaceAll("\\Z", "$")
    .replaceAll("\\_", "_")
    .replaceAll('\\"', '"')
    .replaceAll("|\\-)", "|-)")
    .replaceAll("0-9-.]", "0-9\\-.]");
  return new RegExp(source, "u");
}

/** A text of allowed length that `pattern` does not match; undefined when it matches all of them. */
export function mismatchOf({
  pattern,
  minLength = 0,
  maxLength = 1_000,
}: {
  readonly pattern: string;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
}): string | undefined {
  return TEXTS.map((text) => text.padEnd(minLength, "!"))
    .filter((text) => text.length >= minLength && text.length <= maxLength)
    .find((text) => !expressionOf(pattern).test(text));
}
