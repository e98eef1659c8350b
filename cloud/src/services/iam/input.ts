import type { Tag } from "../../iam/identities/role.ts";
import { type Member, type Shape, validationMessage } from "../../wire/constraints.ts";
import type { QueryParameters } from "../../wire/protocols/query-parameters.ts";
import { validationError } from "./errors.ts";

const NAME_PATTERN = "[\\w+=,.@-]+";
const DOCUMENT: Member = { type: "string", min: 1, max: 131_072 };

/** Constraints of the parameters that several operations share. */
export const ROLE_NAME: Member = { type: "string", required: true, min: 1, max: 64, pattern: NAME_PATTERN };
export const POLICY_NAME: Member = {
  type: "string",
  required: true,
  min: 1,
  max: 128,
  pattern: NAME_PATTERN,
};
export const POLICY_ARN: Member = { type: "string", required: true, min: 20, max: 2048 };
export const POLICY_DOCUMENT: Member = { ...DOCUMENT, required: true };
export const PATH: Member = {
  type: "string",
  min: 1,
  max: 512,
  pattern: "(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)",
};
export const DESCRIPTION: Member = { type: "string", max: 1000 };
export const SESSION_SECONDS: Member = { type: "number", atLeast: 3600, atMost: 43_200 };
const TAG_KEY: Member = {
  type: "string",
  required: true,
  min: 1,
  max: 128,
  pattern: "[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]+",
};
const TAG_VALUE: Member = {
  type: "string",
  required: true,
  max: 256,
  pattern: "[\\p{L}\\p{Z}\\p{N}_.:\\/=+\\-@]*",
};

/**
 * Reads the parameters named by the shape; throws ValidationError when a constraint is broken.
 * Numbers are decoded, absent parameters stay undefined.
 */
export function readInput<Name extends string>(
  parameters: QueryParameters,
  shape: Readonly<Record<Name, Member>>,
): InputReader<Name> {
  const values: Record<string, unknown> = {};
  for (const [name, member] of Object.entries<Member>(shape)) {
    const text = parameters.text(name);
    values[name] = member.type === "number" && text !== undefined ? wholeNumber(name, text) : text;
  }
  assertShape(shape, values);
  return {
    text: (name) => (typeof values[name] === "string" ? values[name] : undefined),
    required: (name) => String(values[name]),
    number: (name) => (typeof values[name] === "number" ? values[name] : undefined),
  };
}

export interface InputReader<Name extends string> {
  text(name: Name): string | undefined;
  /** For parameters whose shape says `required`. */
  required(name: Name): string;
  number(name: Name): number | undefined;
}

function assertShape(shape: Shape, values: Readonly<Record<string, unknown>>): void {
  const message = validationMessage(shape, values);
  if (message !== undefined) throw validationError(message);
}

function wholeNumber(name: string, text: string): number {
  if (/^-?\d{1,9}$/.test(text)) return Number(text);
  throw validationError(`1 validation error detected: Value '${text}' at '${name}' must be an integer`);
}

/** `Tags.member.N.Key` and `.Value`; the keys of AWS itself are refused. */
export function readTags(parameters: QueryParameters): Tag[] {
  return parameters.structures("Tags").map(({ Key: key = "", Value: value = "" }) => {
    assertShape({ Key: TAG_KEY, Value: TAG_VALUE }, { Key: key, Value: value });
    if (key.toLowerCase().startsWith("aws:")) {
      throw validationError(
        "1 validation error detected: Value at 'tags' failed to satisfy constraint: aws: prefixed tag key names are not allowed for external use.",
      );
    }
    return { key, value };
  });
}
