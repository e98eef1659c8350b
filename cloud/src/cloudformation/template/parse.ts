import type { Value } from "../../core/ports/resource-provider.ts";
import { templateError, templateFormatError, validationError } from "../shared/errors.ts";
import { MAX_DEPTH, TEMPLATE_BYTES } from "./limits.ts";
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

/**
 * Parses a JSON template; errors carry line and column of the first wrong character. Of a key that
 * comes twice the last one counts, as on AWS.
 * @see https://github.com/aws-cloudformation/cfn-language-discussion/issues/96
 */
function parseJsonTemplate(text: string, onRepeatedKey?: OnRepeatedKey): Value {
  assertFlatEnough(text);
  const value = parse(text);
  if (onRepeatedKey !== undefined) tellRepeatedKeys(text, onRepeatedKey);
  return value;
}

function parse(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch (error) {
    const offset = offsetOf(error, text);
    throw templateFormatError(`JSON not well-formed. ${position(text, offset)}`);
  }
}

/** Walks over a document that is known to be well-formed: a text with a colon behind it is a key. */
function tellRepeatedKeys(text: string, onRepeatedKey: OnRepeatedKey): void {
  const open: Set<string>[] = [];
  let line = 1;
  let last = { quoted: "", line };
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === "\n") line += 1;
    else if (character === "{" || character === "[") open.push(new Set());
    else if (character === "}" || character === "]") open.pop();
    else if (character === '"') {
      const end = endOfString(text, index);
      last = { quoted: text.slice(index, end), line };
      index = end - 1;
    } else if (character === ":") {
      const key = JSON.parse(last.quoted) as string;
      const seen = open.at(-1);
      if (seen?.has(key) === true) onRepeatedKey(key, last.line);
      seen?.add(key);
    }
  }
}

/** Where the text that begins at `start` is over, its quotes included. */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (text.charAt(index) !== '"') index += text.charAt(index) === "\\" ? 2 : 1;
  return index + 1;
}

/** Counts open brackets outside strings, so that no walk over the parsed value can overflow. */
function assertFlatEnough(text: string): void {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (quoted) {
      if (code === 0x5c) index += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) {
        throw templateFormatError(`Nested deeper than ${MAX_DEPTH} levels. ${position(text, index)}`);
      }
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
}

function offsetOf(error: unknown, text: string): number {
  const found = /at position (\d+)/.exec(error instanceof Error ? error.message : "");
  return found === null ? text.length : Number(found[1]);
}

function position(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return `(line ${line}, column ${offset - before.lastIndexOf("\n")})`;
}
