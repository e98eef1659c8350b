import type { Value } from "../../core/ports/resource-provider.ts";
import { templateError, templateFormatError, validationError } from "../shared/errors.ts";
import { parseJsonTemplate } from "./json.ts";
import { TEMPLATE_BYTES } from "./limits.ts";
import { isValueMap, type ValueMap } from "./value.ts";
import type { OnRepeatedKey } from "./yaml.ts";

/**
 * The template a person wrote, as plain values. What begins with `{` is JSON, the rest is YAML.
 * Throws ValidationError with AWS's text when it is neither.
 */
export async function parseTemplateText(text: string, onRepeatedKey?: OnRepeatedKey): Promise<ValueMap> {
  if (Buffer.byteLength(text) > TEMPLATE_BYTES) {
    throw validationError(`Template may not exceed ${TEMPLATE_BYTES} bytes in size.`);
  }
  const value = isJson(text) ? parseJsonTemplate(text, onRepeatedKey) : await parseYaml(text, onRepeatedKey);
  if (!isValueMap(value)) throw templateFormatError("unsupported structure.");
  return value;
}

/** The YAML library loads when the first YAML template comes, not at start. */
async function parseYaml(text: string, onRepeatedKey: OnRepeatedKey = () => undefined): Promise<Value> {
  const { parseYamlTemplate } = await import("./yaml.ts");
  return parseYamlTemplate(text, onRepeatedKey);
}

function isJson(text: string): boolean {
  return text.trimStart().startsWith("{");
}

/** Aliases of YAML are for `sam` to resolve before it deploys: the API refuses them. */
export async function assertNoAliases(text: string): Promise<void> {
  if (isJson(text) || Buffer.byteLength(text) > TEMPLATE_BYTES) return;
  const { hasAlias } = await import("./yaml-tokens.ts");
  if (hasAlias(text)) throw templateError("YAML aliases are not allowed in CloudFormation templates");
}
