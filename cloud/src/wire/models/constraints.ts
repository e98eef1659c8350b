import { epochMilliseconds } from "../timestamp.ts";

/**
 * Constraints of AWS service models and the sentences AWS answers when a value breaks them:
 * `2 validation errors detected: Value 'x' at 'username' failed to satisfy constraint: Member
 * must …; Value …`.
 */
export interface Member {
  readonly type:
    | "string"
    | "integer"
    | "number"
    | "boolean"
    | "timestamp"
    | "list"
    | "map"
    | "structure"
    | "blob"
    /** Any JSON. */
    | "document";
  readonly required?: boolean;
  /** Length of strings and lists, count of map entries. */
  readonly min?: number;
  readonly max?: number;
  /** Bounds of numbers. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Regular expression as AWS prints it; matched against the whole value. */
  readonly pattern?: string;
  /** The same language as `pattern`, matched in its place where AWS's own form backtracks for ever. */
  readonly linearPattern?: string;
  readonly enum?: readonly string[];
  /** A wrong item of the list is told in one sentence about the list, of some services with a rule about null. */
  readonly asOne?: "rule" | "rule-and-null";
  /** The value is never printed. */
  readonly secret?: boolean;
  /** Items of a list, values of a map. */
  readonly items?: Member;
  /** Keys of a map. */
  readonly keys?: Member;
  /** Members of a structure. */
  readonly members?: Shape;
  /** How the member travels, where that is not plain. */
  readonly wire?: WireTraits;
}

/** Where in a request a member stands and as what: what protocols need of a model. */
export interface WireTraits {
  readonly location?: "uri" | "querystring" | "header" | "headers" | "statusCode";
  /** Name of the element, label, header or parameter; prefix of the headers for `headers`. */
  readonly wireName?: string;
  readonly queryName?: string;
  readonly flattened?: boolean;
  readonly xmlAttribute?: boolean;
  /** JSON text in a header. */
  readonly jsonvalue?: boolean;
  readonly streaming?: boolean;
  /** One member, and one only, is set. */
  readonly union?: boolean;
  readonly timestampFormat?: "iso8601" | "rfc822" | "unixTimestamp";
}

export type Shape = Readonly<Record<string, Member>>;

/** A member had another JSON type than the model says. */
export class WrongTypeError extends Error {
  constructor(path: string, expected: string) {
    super(`${path} must be a ${expected}`);
    this.name = "WrongTypeError";
  }
}

const compiledPatterns = new Map<string, RegExp>();

function matches(pattern: string, value: string): boolean {
  let compiled = compiledPatterns.get(pattern);
  if (compiled === undefined) {
    compiled = new RegExp(`^(?:${pattern})$`, "us");
    compiledPatterns.set(pattern, compiled);
  }
  return compiled.test(value);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/**
 * Sentences of all broken constraints of `input`, in model order; empty when all hold.
 * Throws WrongTypeError for a value of the wrong JSON type.
 */
function brokenConstraints(shape: Shape, input: Readonly<Record<string, unknown>>): string[] {
  const sentences: string[] = [];
  checkStructure(shape, input, "", sentences);
  return sentences;
}

/** `1 validation error detected: …` or undefined when every constraint holds. */
export function validationMessage(
  shape: Shape,
  input: Readonly<Record<string, unknown>>,
): string | undefined {
  const sentences = brokenConstraints(shape, input);
  if (sentences.length === 0) return undefined;
  const noun = sentences.length === 1 ? "error" : "errors";
  return `${sentences.length} validation ${noun} detected: ${sentences.join("; ")}`;
}

/** Characters of a text; bytes of what comes as base64. */
function lengthOf({ type }: Member, value: string): number {
  return type === "blob" ? Buffer.byteLength(value, "base64") : [...value].length;
}

function checkStructure(
  shape: Shape,
  input: Readonly<Record<string, unknown>>,
  prefix: string,
  sentences: string[],
): void {
  for (const [name, member] of Object.entries(shape)) {
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    checkMember(member, value, `${prefix}${lowerFirst(name)}`, sentences);
  }
}

function checkMember(member: Member, value: unknown, path: string, sentences: string[]): void {
  if (value === undefined || value === null) {
    if (member.required === true) {
      sentences.push(
        member.secret === true
          ? `Value at '${path}' failed to satisfy constraint: Member must not be null`
          : `Value null at '${path}' failed to satisfy constraint: Member must not be null`,
      );
    }
    return;
  }
  const say = (rule: string): void => {
    const shown = member.secret === true ? "Value" : `Value '${printable(value)}'`;
    sentences.push(`${shown} at '${path}' failed to satisfy constraint: Member must ${rule}`);
  };
  switch (member.type) {
    case "string":
    case "blob":
      // The body of a request stays bytes; any other blob is base64.
      if (member.type === "blob" && value instanceof Uint8Array) return;
      if (typeof value !== "string") throw new WrongTypeError(path, "string");
      checkLength(member, lengthOf(member, value), say);
      // A value over the limit is not matched: some patterns of AWS take cubic time [WIRE-1].
      if (value.length <= 2 * (member.max ?? Number.POSITIVE_INFINITY)) checkText(member, value, say);
      return;
    case "integer":
    case "number":
      if (typeof value !== "number") throw new WrongTypeError(path, "number");
      if (member.type === "integer" && !Number.isInteger(value))
        throw new WrongTypeError(path, "whole number");
      if (member.atLeast !== undefined && value < member.atLeast)
        say(`have value greater than or equal to ${member.atLeast}`);
      if (member.atMost !== undefined && value > member.atMost)
        say(`have value less than or equal to ${member.atMost}`);
      return;
    case "boolean":
      if (typeof value !== "boolean") throw new WrongTypeError(path, "boolean");
      return;
    case "timestamp":
      if (!isTimestamp(member, value)) throw new WrongTypeError(path, "timestamp");
      return;
    case "document":
      return;
    case "list":
      if (!Array.isArray(value)) throw new WrongTypeError(path, "list");
      if (member.asOne !== undefined) {
        checkAsOne(member, value, { path, sentences });
        return;
      }
      checkLength(member, value.length, say);
      if (member.items !== undefined) {
        const items = { ...member.items, required: true };
        for (const [index, item] of value.entries()) {
          checkMember(items, item, `${path}.${index + 1}.member`, sentences);
        }
      }
      return;
    case "map":
    case "structure":
      checkObject(member, value, path, sentences);
      return;
  }
}

/** Headers and parameters have forms of their own, and services that pass over the wrong ones. */
function isTimestamp({ wire }: Member, value: unknown): boolean {
  if (typeof value !== "number" && typeof value !== "string") return false;
  const isPlain = wire?.location === undefined && wire?.timestampFormat === undefined;
  return !isPlain || epochMilliseconds(value) !== undefined;
}

/** `Value '[a, b]' at 'list' …`: AWS's services that check a list as a whole write it without quotes. */
function checkAsOne(
  member: Member,
  list: readonly unknown[],
  { path, sentences }: { readonly path: string; readonly sentences: string[] },
): void {
  const say = (rule: string): void => {
    sentences.push(
      `Value '[${list.join(", ")}]' at '${path}' failed to satisfy constraint: Member must ${rule}`,
    );
  };
  checkLength(member, list.length, say);
  const broken = new Set<string>();
  for (const item of list) {
    if (typeof item !== "string") throw new WrongTypeError(path, "list of strings");
    checkText(member.items ?? member, item, (rule) => broken.add(`Member must ${rule}`));
  }
  if (broken.size === 0) return;
  if (member.asOne === "rule-and-null") broken.add("Member must not be null");
  say(`satisfy constraint: [${[...broken].join(", ")}]`);
}

function checkObject(member: Member, value: unknown, path: string, sentences: string[]): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new WrongTypeError(path, member.type);
  }
  const fields = value as Record<string, unknown>;
  if (member.members !== undefined) checkStructure(member.members, fields, `${path}.`, sentences);
  if (member.items !== undefined) {
    for (const [key, item] of Object.entries(fields)) {
      checkMember(member.items, item, `${path}.${key}.member`, sentences);
    }
  }
}

function checkLength(member: Member, length: number, say: (rule: string) => void): void {
  if (member.min !== undefined && length < member.min)
    say(`have length greater than or equal to ${member.min}`);
  if (member.max !== undefined && length > member.max) say(`have length less than or equal to ${member.max}`);
}

function checkText(member: Member, value: string, say: (rule: string) => void): void {
  if (member.pattern !== undefined && !matches(member.linearPattern ?? member.pattern, value)) {
    say(`satisfy regular expression pattern: ${member.pattern}`);
  }
  if (member.enum !== undefined && !member.enum.includes(value)) {
    say(`satisfy enum value set: [${member.enum.join(", ")}]`);
  }
}

function printable(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
