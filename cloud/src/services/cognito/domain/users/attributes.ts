import type { AttributeType } from "../../../../wire/models/generated/cognito-idp.types.ts";
import {
  addressOtherThanName,
  attributesNotConforming,
  immutableSub,
  invalidParameter,
} from "../../shared/errors.ts";
import type { SchemaAttribute, UserPool } from "../pools/pool.ts";
import { isEmailAddress, isPhoneNumber } from "./attribute-formats.ts";

/** `{Name, Value}` as the API carries attributes. */
export type AttributeInput = AttributeType;

export type Attributes = Readonly<Record<string, string>>;

/**
 * COG-3: attributes of a request, checked against the pool's schema. A blank value stays in the
 * result: it deletes the attribute. Throws InvalidParameterException with every broken rule.
 */
export function parseAttributes(pool: UserPool, inputs: readonly AttributeInput[]): Attributes {
  const schema = new Map(pool.schema.map((attribute) => [attribute.name, attribute]));
  const sentences: string[] = [];
  const parsed: Record<string, string> = Object.create(null);
  for (const { Name: name, Value: value = "" } of inputs) {
    const attribute = schema.get(name);
    if (attribute === undefined) {
      sentences.push(`${name}: Attribute does not exist in the schema.`);
      continue;
    }
    if (value !== "") sentences.push(...brokenRules(attribute, value));
    parsed[name] = attribute.type === "Boolean" ? value.toLowerCase() : value;
  }
  if (sentences.length > 0) throw attributesNotConforming(sentences);
  assertFormats(parsed);
  return { ...parsed };
}

/**
 * Attributes of a new person beside the name they chose. COG-5: the sub is Cognito's own. COG-17: the
 * address a person is named by and the one they are written to cannot differ.
 */
export function parseNewAttributes(
  pool: UserPool,
  inputs: readonly AttributeInput[],
  fromName: Attributes,
): Attributes {
  if (inputs.some(({ Name }) => Name === "sub")) throw immutableSub();
  const given = parseAttributes(pool, inputs);
  for (const [name, value] of Object.entries(fromName)) {
    if ((given[name] ?? "") !== "" && given[name] !== value) throw addressOtherThanName(name);
  }
  return mergeAttributes({}, { ...fromName, ...given, ...fromName });
}

/** COG-4: throws unless every attribute that the pool requires has a value. */
export function assertRequiredAttributes(pool: UserPool, attributes: Attributes): void {
  const missing = missingRequiredAttributes(pool, attributes);
  if (missing.length > 0) {
    throw attributesNotConforming(missing.map((name) => `${name}: The attribute is required`));
  }
}

/** Names of required attributes without a value; `sub` is Cognito's own. */
export function missingRequiredAttributes(pool: UserPool, attributes: Attributes): string[] {
  return pool.schema
    .filter(({ name, required }) => required && name !== "sub" && (attributes[name] ?? "") === "")
    .map(({ name }) => name);
}

/** COG-5: throws when a change touches an immutable attribute: those are written at creation only. */
export function assertMutable(pool: UserPool, current: Attributes, changes: Attributes): void {
  for (const attribute of pool.schema) {
    const change = changes[attribute.name];
    if (attribute.mutable || change === undefined || change === current[attribute.name]) continue;
    throw invalidParameter(`user.${attribute.name}: Attribute cannot be updated.`);
  }
}

/** The attributes after a change; blank values remove. */
export function mergeAttributes(current: Attributes, changes: Attributes): Attributes {
  const merged: Record<string, string> = { ...current };
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") delete merged[name];
    else merged[name] = value;
  }
  return merged;
}

/** `[{Name: "sub", …}, …]`, the sub first. */
export function listAttributes(user: {
  readonly sub: string;
  readonly attributes: Attributes;
}): { readonly Name: string; readonly Value: string }[] {
  const others = Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value }));
  return [{ Name: "sub", Value: user.sub }, ...others];
}

function assertFormats(attributes: Attributes): void {
  const { email = "", phone_number = "" } = attributes;
  if (email !== "" && !isEmailAddress(email)) throw invalidParameter("Invalid email address format.");
  if (phone_number !== "" && !isPhoneNumber(phone_number)) {
    throw invalidParameter("Invalid phone number format.");
  }
}

function brokenRules(attribute: SchemaAttribute, value: string): string[] {
  switch (attribute.type) {
    case "String":
      return brokenLengths(attribute, value);
    case "Number":
      return brokenBounds(attribute, value);
    case "Boolean":
      return /^(?:true|false)$/i.test(value)
        ? []
        : [`${attribute.name}: Attribute value must be true or false`];
    case "DateTime":
      return Number.isNaN(Date.parse(value)) ? [`${attribute.name}: Attribute value must be a date`] : [];
  }
}

function brokenLengths({ name, minLength = 0, maxLength = 2048 }: SchemaAttribute, value: string): string[] {
  const { length } = [...value];
  if (length < minLength) return [`${name}: String must be no shorter than ${minLength} characters`];
  return length > maxLength ? [`${name}: String must be no longer than ${maxLength} characters`] : [];
}

function brokenBounds({ name, minValue, maxValue }: SchemaAttribute, value: string): string[] {
  if (!/^-?\d+(?:\.\d+)?$/.test(value)) return [`${name}: Attribute value must be a number`];
  const number = Number(value);
  if (minValue !== undefined && number < minValue)
    return [`${name}: Number must be no less than ${minValue}`];
  if (maxValue !== undefined && number > maxValue) {
    return [`${name}: Number must be no greater than ${maxValue}`];
  }
  return [];
}
