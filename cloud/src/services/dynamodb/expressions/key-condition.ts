import type { AttributeValue, Condition } from "../../../wire/models/generated/dynamodb.types.ts";
import { keyText } from "./key-values.ts";
import { attributeAt, type Names, type Token, tokensOf } from "./tokens.ts";

export interface KeyConditionInput {
  readonly KeyConditionExpression?: string;
  readonly KeyConditions?: Readonly<Record<string, Condition>>;
  readonly ExpressionAttributeNames?: Names;
  readonly ExpressionAttributeValues?: Readonly<Record<string, AttributeValue>>;
}

/**
 * Values that a Query asks for of the partition key.
 * @returns undefined when they cannot be told: the expression says otherwise than `key = :value`
 */
export function queriedKeys(input: KeyConditionInput, leadingKey: string): readonly string[] | undefined {
  const { KeyConditionExpression: expression, KeyConditions: conditions } = input;
  const values = [
    ...(expression === undefined ? [] : (valuesIn(expression, input, leadingKey) ?? [undefined])),
    ...(conditions === undefined ? [] : [conditionValue(conditions, leadingKey)]),
  ];
  const texts = values.flatMap((value) => keyText(value) ?? []);
  return texts.length === 0 || texts.length < values.length ? undefined : texts;
}

function conditionValue(
  conditions: Readonly<Record<string, Condition>>,
  key: string,
): AttributeValue | undefined {
  const condition = Object.hasOwn(conditions, key) ? conditions[key] : undefined;
  const [value, ...others] = condition?.AttributeValueList ?? [];
  return condition?.ComparisonOperator === "EQ" && others.length === 0 ? value : undefined;
}

function valuesIn(
  expression: string,
  { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} }: KeyConditionInput,
  leadingKey: string,
): readonly (AttributeValue | undefined)[] | undefined {
  const tokens = tokensOf(expression);
  if (tokens === undefined || tokens.some(isAlternative)) return undefined;
  const found: (AttributeValue | undefined)[] = [];
  for (const at of tokens.keys()) {
    const attribute = attributeAt(tokens, at, names);
    if (attribute === null) return undefined;
    if (attribute === leadingKey) found.push(comparedValue(tokens, at, values));
  }
  return found;
}

function isAlternative({ kind, text }: Token): boolean {
  return kind === "name" && /^(?:or|not)$/i.test(text);
}

/** Of `key = :value` and `:value = key`. */
function comparedValue(
  tokens: readonly Token[],
  at: number,
  values: Readonly<Record<string, AttributeValue>>,
): AttributeValue | undefined {
  const [side, other] = tokens[at + 1]?.text === "=" ? [at + 2, at - 1] : [at - 2, at + 1];
  if (tokens[Math.min(side, at) + 1]?.text !== "=" || tokens[other]?.text === "=") return undefined;
  const name = tokens[side]?.kind === ":" ? tokens[side].text : "";
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
