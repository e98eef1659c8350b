import type { Expression } from "./ast.ts";
import { toText } from "./convert.ts";
import type { Evaluation } from "./evaluate.ts";
import { parseExpression } from "./parse.ts";
import { sqlError } from "./sql-error.ts";

/** A text with expressions in it: texts as they are, and what is put in between them. */
export type Template = readonly (string | Expression)[];

/**
 * Reads `${topic()}/copy`.
 * @throws AwsError SqlParseException
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-substitution-templates.html
 */
export function parseTemplate(source: string): Template {
  const parts: (string | Expression)[] = [];
  let rest = source;
  for (let start = rest.indexOf("${"); start !== -1; start = rest.indexOf("${")) {
    const end = endOf(rest, start + 2);
    parts.push(rest.slice(0, start), parseExpression(rest.slice(start + 2, end)));
    rest = rest.slice(end + 1);
  }
  return [...parts, rest];
}

/** The brace that ends a substitution: neither one in quotes nor one of an object. */
function endOf(text: string, start: number): number {
  let depth = 0;
  let quote = "";
  for (let index = start; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (quote !== "") quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if (character === "{") depth += 1;
    else if (character === "}" && depth === 0) return index;
    else if (character === "}") depth -= 1;
  }
  throw sqlError(`A substitution of ${text} has no end`);
}

/** Undefined becomes nothing. */
export function fill(template: Template, { evaluate }: Pick<Evaluation, "evaluate">): string {
  return template.map((part) => (typeof part === "string" ? part : (toText(evaluate(part)) ?? ""))).join("");
}
