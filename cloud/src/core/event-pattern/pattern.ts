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
  if (!isMap(value)) throw new InvalidPatternError("Filter is not an object");
  if (Object.keys(value).length === 0) throw new InvalidPatternError("Empty objects are not allowed");
  const members: MemberPattern[] = [];
  const alternatives: EventPattern[][] = [];
  for (const [name, inner] of Object.entries(value)) {
    if (name === OR && Array.isArray(inner) && inner.length > 1 && inner.every(isMap)) {
      alternatives.push(inner.map(patternOf));
    } else {
      members.push({ name, inner: innerOf(name, inner) });
    }
  }
  return { members, alternatives };
}

function innerOf(name: string, inner: unknown): MemberPattern["inner"] {
  if (isMap(inner)) return patternOf(inner);
  if (!Array.isArray(inner)) throw new InvalidPatternError(`"${name}" must be an object or an array`);
  if (inner.length === 0) throw new InvalidPatternError("Empty arrays are not allowed");
  const operators = inner.filter((item: unknown) => !isLeaf(item)).map(operatorOf);
  const leaves = inner.filter(isLeaf);
  return leaves.length === 0 ? operators : [oneOf(leaves), ...operators];
}

/** However many there are, it is one look: lists of events have a hundred thousand items. */
function oneOf(leaves: readonly Leaf[]): Matcher {
  const wanted: ReadonlySet<unknown> = new Set(leaves);
  return (value) => wanted.has(value);
}

type Operator = (operand: unknown) => Matcher;

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["prefix", (operand) => textOperator("prefix", operand, (text, wanted) => text.startsWith(wanted))],
  ["suffix", (operand) => textOperator("suffix", operand, (text, wanted) => text.endsWith(wanted))],
  ["equals-ignore-case", (operand) => onText(ignoringCase(textOf("equals-ignore-case", operand)))],
  ["wildcard", (operand) => onText(glob(wildcardOf(operand)))],
  ["anything-but", anythingBut],
  ["numeric", numeric],
  ["exists", exists],
  ["cidr", cidr],
]);

function operatorOf(value: unknown): Matcher {
  const [entry, ...more] = isMap(value) ? Object.entries(value) : [];
  const operator = entry === undefined ? undefined : OPERATORS.get(entry[0]);
  if (entry === undefined || operator === undefined) {
    throw new InvalidPatternError(`Unrecognized match type ${entry?.[0] ?? ""}`.trimEnd());
  }
  if (more.length > 0) throw new InvalidPatternError("Only one key allowed in match expression");
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
function textOperator(
  operator: string,
  operand: unknown,
  fits: (text: string, wanted: string) => boolean,
): Matcher {
  if (!isMap(operand)) {
    const wanted = textOf(operator, operand);
    return onText((text) => fits(text, wanted));
  }
  const [[name, inner] = [], ...more] = Object.entries(operand);
  if (name !== "equals-ignore-case" || more.length > 0) {
    throw new InvalidPatternError(`${operator} match pattern must be a string`);
  }
  const wanted = textOf("equals-ignore-case", inner).toLowerCase();
  return onText((text) => fits(text.toLowerCase(), wanted));
}

/** A value has to be there. */
function anythingBut(operand: unknown): Matcher {
  const refused = refusedBy(operand);
  return (value) => value !== undefined && !refused.some((matches) => matches(value));
}

function refusedBy(operand: unknown): readonly Matcher[] {
  if (!isMap(operand)) return [oneOf(listOf(operand).map((item) => comparedTo(item, operand)))];
  const [[name, inner] = [], ...more] = Object.entries(operand);
  const operator = name === "numeric" || name === "exists" ? undefined : OPERATORS.get(name ?? "");
  if (operator === undefined || name === "anything-but" || more.length > 0) {
    throw new InvalidPatternError(`Unsupported anything-but pattern: ${name ?? ""}`);
  }
  return listOf(inner).map((item) => {
    if (typeof item !== "string") throw new InvalidPatternError(textInside(name ?? ""));
    if (item === "") throw new InvalidPatternError("Null prefix/suffix not allowed");
    return operator(item);
  });
}

function textInside(name: string): string {
  return name === "prefix" || name === "suffix"
    ? "prefix/suffix match pattern must be a string"
    : `Inside anything-but/${name} list, number|start|null|boolean is not supported.`;
}

/** Nothing but texts and numbers is compared. */
function comparedTo(item: unknown, operand: unknown): Leaf {
  if (typeof item === "string" || typeof item === "number") return item;
  throw new InvalidPatternError(
    Array.isArray(operand)
      ? "Inside anything but list, start|null|boolean is not supported."
      : "Value of anything-but must be an array or single string/number value.",
  );
}

const COMPARISONS: ReadonlyMap<unknown, (left: number, right: number) => boolean> = new Map([
  ["=", (left: number, right: number) => left === right],
  ["<", (left: number, right: number) => left < right],
  ["<=", (left: number, right: number) => left <= right],
  [">", (left: number, right: number) => left > right],
  [">=", (left: number, right: number) => left >= right],
]);

/** `[">", 0, "<=", 5]`: one bound, or a lower and an upper one. */
function numeric(operand: unknown): Matcher {
  if (!Array.isArray(operand)) throw new InvalidPatternError("Value of numeric must be an array.");
  const bounds = boundsOf(operand);
  return (value) => typeof value === "number" && bounds.every((holds) => holds(value));
}

function boundsOf([first, ...rest]: readonly unknown[]): readonly ((value: number) => boolean)[] {
  const [bound, second, other, ...more] = rest;
  const lower = boundOf(first, bound);
  if (rest.length === 1) return [lower];
  if (more.length > 0) throw new InvalidPatternError("Too many terms in numeric range expression");
  if (first !== ">" && first !== ">=")
    throw new InvalidPatternError("Too many terms in numeric range expression");
  if (second !== "<" && second !== "<=") {
    throw new InvalidPatternError(`Bad numeric range operator: ${String(second)}`);
  }
  const upper = boundOf(second, other);
  if (Number(bound) >= Number(other)) throw new InvalidPatternError("Bottom must be less than top");
  return [lower, upper];
}

function boundOf(operator: unknown, bound: unknown): (value: number) => boolean {
  const compare = COMPARISONS.get(operator);
  if (compare === undefined)
    throw new InvalidPatternError(`Unrecognized numeric range operator: ${String(operator)}`);
  if (typeof bound !== "number")
    throw new InvalidPatternError(`Value of ${String(operator)} must be numeric`);
  return (value) => compare(value, bound);
}

/** @throws InvalidPatternError for stars beside each other, which say no more than one */
function wildcardOf(operand: unknown): string {
  const text = textOf("wildcard", operand);
  const at = text.replace(/\\[*\\]/g, "xx").indexOf("**");
  if (at !== -1) throw new InvalidPatternError(`Consecutive wildcard characters at pos ${at + 1}`);
  return text;
}

function exists(operand: unknown): Matcher {
  if (typeof operand !== "boolean") throw new InvalidPatternError("exists match must be true or false");
  return (value) => (value !== undefined) === operand;
}

function cidr(operand: unknown): Matcher {
  const text = textOf("cidr", operand);
  const [address = "", bits, ...more] = text.split("/");
  if (bits === undefined || more.length > 0)
    throw new InvalidPatternError("Malformed CIDR, one '/' required");
  if (!/^\d{1,9}$/.test(bits)) throw new InvalidPatternError("Malformed CIDR, mask bits must be an integer");
  const family = isIP(address);
  if (family === 0) throw new InvalidPatternError(`Nonstandard IP address: ${address}`);
  const most = family === 4 ? 32 : 128;
  if (Number(bits) > most) throw new InvalidPatternError(`Malformed CIDR, mask bits must be at most ${most}`);
  const net = new BlockList();
  net.addSubnet(address, Number(bits), family === 4 ? "ipv4" : "ipv6");
  return onText((value) => isIP(value) === family && net.check(value, family === 4 ? "ipv4" : "ipv6"));
}

function textOf(operator: string, value: unknown): string {
  if (typeof value !== "string") throw new InvalidPatternError(`${operator} match pattern must be a string`);
  return value;
}

function listOf(value: unknown): readonly unknown[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (list.length === 0) throw new InvalidPatternError("Empty arrays are not allowed");
  return list;
}

function isLeaf(value: unknown): value is Leaf {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
