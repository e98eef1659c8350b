import { matchesPattern } from "../../../core/event-pattern/match.ts";
import { InvalidPatternError, isMap, parsePattern } from "../../../core/event-pattern/pattern.ts";
import { isNestedTooDeep } from "../../../core/json-text.ts";
import type { Message } from "../shared/message.ts";
import type { Subscription } from "../shared/subscription.ts";

/** The text is no filter policy; its message says why in SNS's words. */
export class FilterPolicyError extends Error {}

const MOST_KEYS = 5;
const MOST_COMBINATIONS = 150;
const LONGEST_BYTES = 262_144;
const OR = "$or";

/** Operators of filter policies; event patterns have more. */
const OPERATORS: ReadonlySet<string> = new Set([
  "anything-but",
  "cidr",
  "equals-ignore-case",
  "exists",
  "numeric",
  "prefix",
  "suffix",
]);

export type Scope = "MessageAttributes" | "MessageBody";

/**
 * @throws FilterPolicyError
 * @see https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export function assertFilterPolicy(text: string, scope: Scope): void {
  const policy = parsed(text);
  if (Object.keys(policy).length === 0) return;
  if (Buffer.byteLength(text) > LONGEST_BYTES)
    throw new FilterPolicyError("FilterPolicy: Filter policy is too long");
  const isNested = Object.entries(policy).some(([name, value]) => name !== OR && isMap(value));
  if (scope === "MessageAttributes" && isNested) {
    throw new FilterPolicyError(
      "Filter policy scope MessageAttributes does not support nested filter policy",
    );
  }
  if (isNestedTooDeep(text)) throw fault("Filter policy is too complex");
  const leaves = leavesOf(policy, 1);
  if (new Set(leaves.map(({ path }) => path)).size > MOST_KEYS) {
    throw fault(`Filter policy can not have more than ${MOST_KEYS} keys`);
  }
  const combinations = leaves.reduce((product, { count, depth }) => product * Math.max(1, count * depth), 1);
  if (combinations > MOST_COMBINATIONS) throw fault("Filter policy is too complex");
  try {
    parsePattern(text);
  } catch (error) {
    throw error instanceof InvalidPatternError ? fault(error.message) : error;
  }
}

const fault = (reason: string): FilterPolicyError => new FilterPolicyError(`FilterPolicy: ${reason}`);

function parsed(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw fault("failed to parse JSON.");
  }
  if (!isMap(value)) throw fault("Filter is not an object");
  return value;
}

interface Leaf {
  readonly path: string;
  /** Values that are asked for. */
  readonly count: number;
  readonly depth: number;
}

function leavesOf(policy: Readonly<Record<string, unknown>>, depth: number, prefix = ""): readonly Leaf[] {
  return Object.entries(policy).flatMap(([name, value]): readonly Leaf[] => {
    const path = `${prefix}${name}`;
    if (name === OR && Array.isArray(value) && value.every(isMap)) {
      return value.flatMap((one) => leavesOf(one, depth, prefix));
    }
    if (isMap(value)) return leavesOf(value, depth + 1, `${path}.`);
    if (!Array.isArray(value)) throw fault(`"${name}" must be an object or an array`);
    if (value.length === 0) throw fault("Empty arrays are not allowed");
    for (const one of value) assertCondition(one);
    return [{ path, count: value.length, depth }];
  });
}

function assertCondition(condition: unknown): void {
  if (Array.isArray(condition)) throw fault("Match value must be String, number, true, false, or null");
  if (!isMap(condition)) return;
  const [[name = "", operand] = [], ...more] = Object.entries(condition);
  if (!OPERATORS.has(name)) throw fault(`Unrecognized match type ${name}`);
  if (more.length > 0) throw fault("Only one key allowed in match expression");
  const isText = typeof operand === "string";
  if ((name === "prefix" || name === "suffix") && !isText) {
    throw fault(`${name} match pattern must be a string`);
  }
  if (name === "exists" && typeof operand !== "boolean") {
    throw fault("exists match pattern must be either true or false.");
  }
  if (name === "anything-but") assertAnythingBut(operand);
}

function assertAnythingBut(operand: unknown): void {
  if (!isMap(operand)) return;
  const [[name = "", inner] = []] = Object.entries(operand);
  if (name !== "prefix") throw fault(`Unsupported anything-but pattern: ${name}`);
  if (typeof inner !== "string") throw fault("prefix match pattern must be a string");
}

/**
 * Whether a message goes to the subscription.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html
 */
export function passesFilter(
  message: Pick<Message, "message" | "attributes">,
  subscription: Subscription,
): boolean {
  const { FilterPolicy: policy, FilterPolicyScope: scope } = subscription.attributes;
  if (policy === undefined || Object.keys(parsed(policy)).length === 0) return true;
  if (scope !== "MessageBody") return matchesPattern(parsePattern(policy), valuesOf(message.attributes));
  const body = jsonOf(message.message);
  return isMap(body) && matchesPattern(parsePattern(policy), body);
}

/** Attributes as values: binary ones are none. */
function valuesOf(attributes: Message["attributes"]): Readonly<Record<string, unknown>> {
  const values = Object.entries(attributes).flatMap(
    ([name, { dataType, stringValue = "" }]): [string, unknown][] => {
      if (dataType === "Binary" || dataType.startsWith("Binary.")) return [];
      if (dataType === "String.Array") return [[name, jsonOf(stringValue)]];
      return [
        [name, dataType === "Number" || dataType.startsWith("Number.") ? Number(stringValue) : stringValue],
      ];
    },
  );
  return Object.fromEntries(values);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
