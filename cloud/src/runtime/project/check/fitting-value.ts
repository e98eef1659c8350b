import type { ParameterDefinition } from "../../../cloudformation/template/model.ts";
import { checkParameterValues } from "../../../cloudformation/template/parameter-values.ts";
import { asMap, isValueMap, type ValueMap } from "../../../cloudformation/template/value.ts";
import type { Scope } from "../../../core/arns.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Value } from "../../../core/ports/resource-provider.ts";

interface Surroundings {
  readonly template: ValueMap;
  readonly scope: Scope;
}

/**
 * A value that the parameter takes, and that what needs it probably takes, too: the first that its template
 * allows, a key of the mapping that it chooses from, else what its type, its name and its pattern let guess.
 * @param said what is said of a value; undefined of one that is taken
 */
export function fittingValue(
  definition: ParameterDefinition,
  surroundings: Surroundings,
  said: (definition: ParameterDefinition, value: string) => string | undefined = refusalOf,
): string {
  const { allowedValues, stored, declaredType, name } = definition;
  const [allowed] = allowedValues ?? [];
  if (allowed !== undefined) return allowed;
  if (stored !== undefined || declaredType === "AWS::SSM::Parameter::Name") return `/${name}`;
  const candidates = candidatesOf(definition, surroundings);
  for (const value of candidates) {
    const refusal = said(definition, value);
    if (refusal === undefined) return value;
    // A pattern that backtracks for ever would take its second with each of them.
    if (refusal.endsWith("takes too long to match")) break;
  }
  return candidates[0] ?? "";
}

/** Longer values no parameter takes. */
const LONGEST_VALUE = 4_096;

function candidatesOf(definition: ParameterDefinition, { template, scope }: Surroundings): string[] {
  const { name, type, declaredType, minLength = 0, maxLength, minValue, maxValue } = definition;
  const keys = keysChosenBy(name, template);
  if (type === "Number" || type === "List<Number>") {
    return [...keys, ...[1, minValue, maxValue].filter((one) => one !== undefined).map(String)];
  }
  const forms = formsOf(scope);
  const hinted = forms.flatMap(([hint, value]) => (hint.test(name) ? [value] : []));
  const likely = [...keys, ...hinted, name.toLowerCase(), "example"];
  const others = [...forms.map(([, value]) => value), ...SHORT];
  const sized = (texts: readonly string[]) =>
    texts.map((text) => text.slice(0, maxLength).padEnd(Math.min(minLength, LONGEST_VALUE), "x"));
  const all = [...likely, ...sized(likely), ...others, ...sized(others)];
  const isList = type === "CommaDelimitedList" || declaredType.startsWith("List<");
  return isList ? all.flatMap(listsOf) : all;
}

/** Three of them, since `Fn::Select` takes one of several: different ones, where they may be. */
function listsOf(text: string): string[] {
  const items = ["0", "1", "2"].map((digit) => `${text.slice(0, -1)}${digit}`);
  return [[text, ...items.slice(1)].join(","), [text, text, text].join(",")];
}

/** Values by what the name of a parameter says; any of them may fit a pattern. */
function formsOf({ region, accountId }: Scope): readonly (readonly [hint: RegExp, value: string])[] {
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  return [
    [/e-?mail/i, "somebody@example.com"],
    [/cert\w{0,20}arn$/i, arn("acm", "certificate/00000000-0000-4000-a000-000000000000")],
    [/pool\w{0,20}arn$/i, arn("cognito-idp", `userpool/${region}_Example00`)],
    [/layer\w{0,20}arn$/i, arn("lambda", "layer:example:1")],
    [/(?:function|lambda|authorizer)\w{0,20}arn$/i, arn("lambda", "function:example")],
    [/topic\w{0,20}arn$/i, arn("sns", "example")],
    [/queue\w{0,20}arn$/i, arn("sqs", "example")],
    [/table\w{0,20}arn$/i, arn("dynamodb", "table/example")],
    [/secret\w{0,20}arn$/i, arn("secretsmanager", "secret:example-AbCdEf")],
    [/key\w{0,20}arn$/i, arn("kms", "key/00000000-0000-4000-a000-000000000000")],
    [/bucket\w{0,20}arn$/i, "arn:aws:s3:::example"],
    [/arn$/i, `arn:aws:iam::${accountId}:role/example`],
    [/pool-?id$/i, `${region}_Example00`],
    [/(?:url|uri|endpoint|origin)s?$/i, "https://example.com"],
    [/domain|host/i, "example.com"],
    [/region/i, region],
    [/account/i, accountId],
    [/vpc/i, "vpc-0123456789abcdef0"],
    [/subnet/i, "subnet-0123456789abcdef0"],
    [/security-?group|sg/i, "sg-0123456789abcdef0"],
    [/zone/i, "Z0123456789ABCDEFGHIJ"],
    [/zone|\baz/i, `${region}a`],
    [/cidr/i, "10.0.0.0/16"],
    [/phone/i, "+15555550100"],
    [/path|prefix/i, "/example"],
    [/password|secret/i, "Example-Value-1!"],
    [/date/i, "2030-01-01"],
    [/cron|schedule/i, "rate(1 hour)"],
  ];
}

/** What patterns ask for that no name says. */
const SHORT = ["Example1", "EXAMPLE", "1", "1.0.0", "true", "/example/", "x"];

/** Keys of a mapping that a parameter chooses from, at either level. */
function keysChosenBy(name: string, template: ValueMap): string[] {
  const mappings = asMap(template["Mappings"]);
  const isChosen = (value: Value | undefined) => isValueMap(value) && value["Ref"] === name;
  const keys: string[] = [];
  const visit = (value: Value): void => {
    if (Array.isArray(value)) value.forEach(visit);
    if (!isValueMap(value)) return;
    const { "Fn::FindInMap": asked } = value;
    if (Array.isArray(asked)) {
      const map = asMap(mappings[String(asked[0])]);
      if (isChosen(asked[1])) keys.push(...Object.keys(map));
      if (isChosen(asked[2])) keys.push(...Object.keys(asMap(Object.values(map)[0])));
    }
    Object.values(value).forEach(visit);
  };
  visit(template);
  return keys;
}

function refusalOf(definition: ParameterDefinition, value: string): string | undefined {
  try {
    checkParameterValues(new Map([[definition.name, definition]]), new Map([[definition.name, value]]));
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error.message;
    throw error;
  }
}
