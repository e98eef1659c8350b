import { BlockList, isIP } from "node:net";
import { glob } from "./glob.ts";

/**
 * An event pattern as EventBridge, and services that filter as it does, have it: members are AND, lists
 * are OR, a leaf is a value or one of the operators.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export interface EventPattern {
  /** Each must hold. */
  readonly members: readonly MemberPattern[];
  /** Of each list one must hold. */
  readonly alternatives: readonly (readonly EventPattern[])[];
}

export interface MemberPattern {
  readonly name: string;
  readonly inner: EventPattern | readonly Matcher[];
}

/** Whether a value, or its absence, is what a leaf asks for. */
export type Matcher = (value: Leaf | undefined) => boolean;
export type Leaf = string | number | boolean | null;

/** The text is no pattern. */
export class InvalidPatternError extends Error {}

const OR = "$or";

/** @throws InvalidPatternError */
export function parsePattern(text: string): EventPattern {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidPatternError("Filter is not valid JSON");
  }
  return patternOf(value);
}

function patternOf(value: unknown): EventPattern {
  if (!isMap(value) || Object.keys(value).length === 0) {
    throw new InvalidPatternError("Filter is not an object");
  }
  const members: MemberPattern[] = [];
  const alternatives: EventPattern[][] = [];
  for (const [name, inner] of Object.entries(value)) {
    if (name === OR && Array.isArray(inner) && inner.length > 1 && inner.every(isMap)) {
      alternatives.push(inner.map(patternOf));
    } else {
      members.push({ name, inner: Array.isArray(inner) ? leavesOf(name, inner) : patternOf(inner) });
    }
  }
  return { members, alternatives };
}

function leavesOf(name: string, list: readonly unknown[]): readonly Matcher[] {
  if (list.length === 0) throw new InvalidPatternError(`"${name}" has an empty list`);
  return list.map((item) => (isLeaf(item) ? equals(item) : operatorOf(item)));
}

const equals =
  (wanted: Leaf): Matcher =>
  (value) =>
    value === wanted;

type Operator = (operand: unknown) => Matcher;

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["prefix", (operand) => textOperator(operand, (text, wanted) => text.startsWith(wanted))],
  ["suffix", (operand) => textOperator(operand, (text, wanted) => text.endsWith(wanted))],
  ["equals-ignore-case", (operand) => onText(ignoringCase(textOf(operand)))],
  ["wildcard", (operand) => onText(glob(textOf(operand)))],
  ["anything-but", anythingBut],
  ["numeric", numeric],
  ["exists", exists],
  ["cidr", cidr],
]);

function operatorOf(value: unknown): Matcher {
  const [entry, ...more] = isMap(value) ? Object.entries(value) : [];
  const operator = entry === undefined ? undefined : OPERATORS.get(entry[0]);
  if (entry === undefined || operator === undefined || more.length > 0) {
    throw new InvalidPatternError("Unrecognized match type");
  }
  return operator(entry[1]);
}

const onText =
  (fits: (text: string) => boolean): Matcher =>
  (value) =>
    typeof value === "string" && fits(value);

const ignoringCase = (wanted: string) => {
  const lower = wanted.toLowerCase();
  return (text: string): boolean => text.toLowerCase() === lower;
};

/** Of a text, or of `{ "equals-ignore-case": text }`. */
function textOperator(operand: unknown, fits: (text: string, wanted: string) => boolean): Matcher {
  if (!isMap(operand)) {
    const wanted = textOf(operand);
    return onText((text) => fits(text, wanted));
  }
  const [[name, inner] = [], ...more] = Object.entries(operand);
  if (name !== "equals-ignore-case" || more.length > 0) {
    throw new InvalidPatternError("Unsupported operator within prefix or suffix");
  }
  const wanted = textOf(inner).toLowerCase();
  return onText((text) => fits(text.toLowerCase(), wanted));
}

/** A value has to be there. */
function anythingBut(operand: unknown): Matcher {
  const refused = refusedBy(operand);
  return (value) => value !== undefined && !refused.some((matches) => matches(value));
}

function refusedBy(operand: unknown): readonly Matcher[] {
  if (!isMap(operand)) return listOf(operand).map((item) => equals(leafOf(item)));
  const [[name, inner] = [], ...more] = Object.entries(operand);
  const operator = name === "numeric" || name === "exists" ? undefined : OPERATORS.get(name ?? "");
  if (operator === undefined || name === "anything-but" || more.length > 0) {
    throw new InvalidPatternError("Unsupported anything-but pattern");
  }
  return listOf(inner).map(operator);
}

const COMPARISONS: ReadonlyMap<unknown, (left: number, right: number) => boolean> = new Map([
  ["=", (left: number, right: number) => left === right],
  ["<", (left: number, right: number) => left < right],
  ["<=", (left: number, right: number) => left <= right],
  [">", (left: number, right: number) => left > right],
  [">=", (left: number, right: number) => left >= right],
]);

/** `[">", 0, "<=", 5]` */
function numeric(operand: unknown): Matcher {
  const parts = Array.isArray(operand) ? operand : [];
  if (parts.length !== 2 && parts.length !== 4) throw new InvalidPatternError("Invalid numeric match");
  const bounds = [0, 2]
    .filter((index) => index < parts.length)
    .map((index) => {
      const compare = COMPARISONS.get(parts[index]);
      const bound: unknown = parts[index + 1];
      if (compare === undefined || typeof bound !== "number") {
        throw new InvalidPatternError("Invalid numeric match");
      }
      return (value: number) => compare(value, bound);
    });
  return (value) => typeof value === "number" && bounds.every((holds) => holds(value));
}

function exists(operand: unknown): Matcher {
  if (typeof operand !== "boolean") throw new InvalidPatternError("exists match must be true or false");
  return (value) => (value !== undefined) === operand;
}

function cidr(operand: unknown): Matcher {
  const [address = "", bits = ""] = textOf(operand).split("/");
  const family = isIP(address);
  if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) {
    throw new InvalidPatternError("Malformed CIDR");
  }
  const net = new BlockList();
  net.addSubnet(address, Number(bits), family === 4 ? "ipv4" : "ipv6");
  return onText((text) => isIP(text) === family && net.check(text, family === 4 ? "ipv4" : "ipv6"));
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new InvalidPatternError("An operator needs a text");
  return value;
}

function leafOf(value: unknown): Leaf {
  if (!isLeaf(value)) throw new InvalidPatternError("An operator needs a value");
  return value;
}

function listOf(value: unknown): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new InvalidPatternError("An operator has an empty list");
  return list;
}

function isLeaf(value: unknown): value is Leaf {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
