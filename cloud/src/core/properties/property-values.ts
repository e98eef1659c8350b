import { AwsError } from "../errors.ts";
import type { Properties } from "../ports/resource-provider.ts";

/**
 * Text of a template property; numbers and booleans count as text, as CloudFormation has it. What is
 * neither is refused: ignoring it would deploy something the template does not say.
 */
export function textProperty(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "object") throw wrongType(name, "String");
  return String(value);
}

/** Texts of a template property that is a list. */
export function textsProperty(properties: Properties, name: string): string[] {
  const value = properties[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.some((item) => typeof item === "object")) {
    throw wrongType(name, "List of String");
  }
  return value.map(String);
}

/** Text of a template property that its type's schema requires. */
export function requiredTextProperty(properties: Properties, name: string): string {
  const text = textProperty(properties, name);
  if (text === undefined) throw wrongType(name, "String");
  return text;
}

/** Number of a template property, given as one or as its text. */
export function numberProperty(properties: Properties, name: string): number | undefined {
  const text = textProperty(properties, name);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) throw wrongType(name, "Number");
  return number;
}

/** Boolean of a template property, given as one or as its text; nothing else counts as false. */
export function flagProperty(properties: Properties, name: string): boolean | undefined {
  const text = textProperty(properties, name)?.toLowerCase();
  if (text === undefined) return undefined;
  if (text !== "true" && text !== "false") throw wrongType(name, "Boolean");
  return text === "true";
}

/** The members of a template property that is a map. */
export function mapProperty(properties: Properties, name: string): Properties | undefined {
  const value = properties[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "object" || Array.isArray(value)) throw wrongType(name, "Map");
  return value;
}

/** Maps of a template property that is a list of them. */
export function mapsProperty(properties: Properties, name: string): Properties[] {
  const value = properties[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrongType(name, "List");
  return value.map((item) => {
    if (typeof item !== "object" || item === null || Array.isArray(item))
      throw wrongType(name, "List of Map");
    return item;
  });
}

/** The property `Tags`, by key. */
export function tagsProperty(properties: Properties): Record<string, string> {
  const tags = mapsProperty(properties, "Tags").map(
    (tag) => [requiredTextProperty(tag, "Key"), textProperty(tag, "Value") ?? ""] as const,
  );
  return Object.fromEntries(tags);
}

function wrongType(name: string, type: string): AwsError {
  return new AwsError("ValidationError", `Value of property ${name} must be of type ${type}`);
}

/** How the tags of a resource become others; those that CloudFormation adds are left alone. */
export function tagChanges(
  present: Readonly<Record<string, string>>,
  wanted: Readonly<Record<string, string>>,
): { readonly tags: Record<string, string>; readonly keys: readonly string[] } {
  const before = givenTags(present, {});
  return {
    tags: Object.fromEntries(Object.entries(wanted).filter(([key, value]) => before[key] !== value)),
    keys: Object.keys(before).filter((key) => wanted[key] === undefined),
  };
}

/** Tags that the template or the stack's owner gave: those that CloudFormation adds are nobody's request. */
export function givenTags(
  stackTags: Readonly<Record<string, string>>,
  properties: Properties,
): Record<string, string> {
  const own = Object.entries(stackTags).filter(([key]) => !key.startsWith("aws:"));
  return { ...Object.fromEntries(own), ...tagsProperty(properties) };
}
