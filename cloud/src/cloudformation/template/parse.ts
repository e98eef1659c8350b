import type { Value } from "../../core/ports/resource-provider.ts";
import { templateFormatError, validationError } from "../errors.ts";
import { parseJsonTemplate } from "./json.ts";
import { TEMPLATE_BYTES } from "./limits.ts";
import { isValueMap, type ValueMap } from "./value.ts";

/**
 * The template a person wrote, as plain values. What begins with `{` is JSON, the rest is YAML.
 * Throws ValidationError with AWS's text when it is neither.
 */
export async function parseTemplateText(text: string): Promise<ValueMap> {
  if (Buffer.byteLength(text) > TEMPLATE_BYTES) {
    throw validationError(`Template may not exceed ${TEMPLATE_BYTES} bytes in size.`);
  }
  const value = text.trimStart().startsWith("{") ? parseJsonTemplate(text) : await parseYaml(text);
  if (!isValueMap(value)) throw templateFormatError("unsupported structure.");
  return value;
}

/** The YAML library loads when the first YAML template comes, not at start. */
async function parseYaml(text: string): Promise<Value> {
  const { parseYamlTemplate } = await import("./yaml.ts");
  return parseYamlTemplate(text);
}
