import { boundedMatching } from "../../core/bounded-matching.ts";
import type { Value } from "../../core/ports/resource-provider.ts";
import { validationError } from "../shared/errors.ts";
import type { ParameterDefinition } from "./model.ts";
import { networkTypeOf } from "./network-parameter.ts";
import { type ReadStored, STORED_NAME, storedName, storedValue } from "./stored-parameter.ts";

/** Parameter values as texts, by name: what a caller gave, or the default. */
export type ParameterStrings = ReadonlyMap<string, string>;

/**
 * Merges given values with defaults and holds them against the constraints.
 * Throws ValidationError with AWS's text.
 */
export function checkParameterValues(
  definitions: ReadonlyMap<string, ParameterDefinition>,
  given: ParameterStrings,
): ParameterStrings {
  const unknown = [...given.keys()].filter((name) => !definitions.has(name));
  if (unknown.length > 0) {
    throw validationError(`Parameters: [${unknown.join(", ")}] do not exist in the template`);
  }
  const missing = [...definitions.values()].filter(
    ({ name, defaultValue }) => !given.has(name) && defaultValue === undefined,
  );
  const nameless = missing.find(({ stored }) => stored !== undefined);
  if (nameless !== undefined) {
    throw validationError(`Parameter ${nameless.name} should either have input value or default value`);
  }
  if (missing.length > 0) {
    throw validationError(`Parameters: [${missing.map(({ name }) => name).join(", ")}] must have values`);
  }
  const values = new Map<string, string>();
  for (const definition of definitions.values()) {
    const text = given.get(definition.name) ?? definition.defaultValue ?? "";
    assertConstraints(definition, text);
    assertNamesNetwork(definition, text);
    values.set(definition.name, text);
  }
  return values;
}

/** What `Ref` of a parameter gives: a text, or a list for the list types (blanks trimmed). */
export function parameterValue(definition: ParameterDefinition, text: string, read?: ReadStored): Value {
  if (definition.stored !== undefined) return storedValue(definition.stored, text, read);
  if (definition.declaredType === STORED_NAME) return storedName(definition.name, text, read);
  if (definition.type === "String" || definition.type === "Number") return text;
  return listItems(text);
}

function listItems(text: string): string[] {
  return text === "" ? [] : text.split(",").map((item) => item.trim());
}

interface Constraint {
  readonly holds: (text: string, definition: ParameterDefinition) => boolean;
  readonly text: (definition: ParameterDefinition) => string;
}

const isList = ({ type }: ParameterDefinition) => type === "CommaDelimitedList" || type === "List<Number>";
const isNumeric = ({ type }: ParameterDefinition) => type === "Number" || type === "List<Number>";
const items = (text: string, definition: ParameterDefinition) =>
  isList(definition) ? listItems(text) : [text];
const isNumber = (text: string) => text.trim() !== "" && Number.isFinite(Number(text));

const MAX_VALUE_BYTES = 4_096;

const CONSTRAINTS: readonly Constraint[] = [
  {
    holds: (text) => Buffer.byteLength(text) <= MAX_VALUE_BYTES,
    text: () => `must not be longer than ${MAX_VALUE_BYTES} bytes`,
  },
  {
    holds: (text, definition) => !isNumeric(definition) || items(text, definition).every(isNumber),
    text: () => "must be a number.",
  },
  {
    holds: (text, definition) =>
      definition.allowedValues === undefined ||
      items(text, definition).every((item) => definition.allowedValues?.includes(item)),
    text: () => "must be one of AllowedValues",
  },
  {
    holds: (text, definition) =>
      definition.allowedPattern === undefined ||
      items(text, definition).every((item) => matches(definition.allowedPattern ?? "", item)),
    text: (definition) => `must match pattern ${definition.allowedPattern}`,
  },
  {
    holds: (text, { minLength }) => minLength === undefined || text.length >= minLength,
    text: ({ minLength }) => `must contain at least ${minLength} characters`,
  },
  {
    holds: (text, { maxLength }) => maxLength === undefined || text.length <= maxLength,
    text: ({ maxLength }) => `must contain at most ${maxLength} characters`,
  },
  {
    holds: (text, definition) =>
      definition.minValue === undefined ||
      items(text, definition).every((item) => Number(item) >= (definition.minValue ?? 0)),
    text: ({ minValue }) => `must be a number not less than ${minValue}`,
  },
  {
    holds: (text, definition) =>
      definition.maxValue === undefined ||
      items(text, definition).every((item) => Number(item) <= (definition.maxValue ?? 0)),
    text: ({ maxValue }) => `must be a number not greater than ${maxValue}`,
  },
];

function assertConstraints(definition: ParameterDefinition, text: string): void {
  const broken = CONSTRAINTS.find((constraint) => !constraint.holds(text, definition));
  if (broken === undefined) return;
  const { name, constraintDescription } = definition;
  throw validationError(
    constraintDescription === undefined
      ? `Parameter '${name}' ${broken.text(definition)}`
      : `Parameter ${name} failed to satisfy constraint: ${constraintDescription}`,
  );
}

/** A value that names nothing of its type is refused, also where there is none. */
function assertNamesNetwork(definition: ParameterDefinition, text: string): void {
  const network = networkTypeOf(definition.declaredType);
  if (network === undefined) return;
  const names = network.isList && text !== "" ? listItems(text) : [text];
  const wrong = names.find((name) => !network.form.test(name));
  if (wrong === undefined) return;
  throw validationError(
    `Parameter validation failed: parameter value ${wrong} for parameter name ${definition.name} does not exist`,
  );
}

const MATCHING_MILLISECONDS = 1_000;

/**
 * AllowedPattern must match the whole value, as Java's `matches` does. CFN-LIMITS: a pattern that
 * backtracks for ever is stopped.
 */
function matches(pattern: string, text: string): boolean {
  const expression = compile(pattern);
  try {
    return boundedMatching(() => expression.test(text), MATCHING_MILLISECONDS);
  } catch {
    throw validationError(`Template format error: AllowedPattern ${pattern} takes too long to match`);
  }
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    throw validationError(`Template format error: AllowedPattern ${pattern} is no regular expression`);
  }
}
