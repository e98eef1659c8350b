import { attributesIn, firstOfPath } from "../expressions/attributes.ts";
import type { Names } from "../expressions/tokens.ts";

/** Members of an input that name attributes, whatever the operation. */
export interface AttributeSources {
  readonly Item?: object;
  readonly Key?: object;
  readonly Expected?: object;
  readonly AttributeUpdates?: object;
  readonly KeyConditions?: object;
  readonly QueryFilter?: object;
  readonly ScanFilter?: object;
  readonly AttributesToGet?: readonly string[];
  readonly ProjectionExpression?: string;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly FilterExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeNames?: Names;
}

/**
 * Top-level names of all attributes that the input names.
 * @returns undefined when they cannot be told
 */
export function attributesOf(input: AttributeSources): readonly string[] | undefined {
  const expressions = [
    input.ProjectionExpression,
    input.ConditionExpression,
    input.UpdateExpression,
    input.FilterExpression,
    input.KeyConditionExpression,
  ];
  const named = attributesIn(expressions, input.ExpressionAttributeNames);
  if (named === undefined) return undefined;
  const maps = [
    input.Item,
    input.Key,
    input.Expected,
    input.AttributeUpdates,
    input.KeyConditions,
    input.QueryFilter,
    input.ScanFilter,
  ];
  const listed = (input.AttributesToGet ?? []).map(firstOfPath);
  return [...new Set([...named, ...listed, ...maps.flatMap((map) => Object.keys(map ?? {}))])];
}

/** The same of several inputs. */
export function attributesOfAll(inputs: readonly AttributeSources[]): readonly string[] | undefined {
  const all = inputs.map(attributesOf);
  return all.includes(undefined) ? undefined : [...new Set(all.flatMap((names) => names ?? []))];
}
