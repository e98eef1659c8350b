import { AwsError } from "./errors.ts";
import type { Properties } from "./ports/resource-provider.ts";

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

function wrongType(name: string, type: string): AwsError {
  return new AwsError("ValidationError", `Value of property ${name} must be of type ${type}`);
}
