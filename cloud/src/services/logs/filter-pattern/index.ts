import { unsupported } from "../../../core/errors.ts";
import { invalidParameter } from "../log-groups/errors.ts";
import { fieldsPattern } from "./fields.ts";
import { jsonPattern } from "./json.ts";
import { PatternError, RegexAsked } from "./pattern-errors.ts";
import { termsPattern } from "./terms.ts";

/** Whether the message of an event is one that is looked for. */
export type Matches = (message: string) => boolean;

/**
 * A filter pattern of CloudWatch Logs: words, `{ $.json = "values" }` or `[space, delimited, fields]`.
 * @throws InvalidParameterException for one that cannot be read, UnsupportedOperationException for `%regular expressions%`
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function compilePattern(text: string): Matches {
  const pattern = text.trim();
  try {
    if (pattern.startsWith("{")) return jsonPattern(pattern);
    if (pattern.startsWith("[")) return fieldsPattern(pattern);
    return termsPattern(pattern);
  } catch (error) {
    if (error instanceof RegexAsked) throw unsupported("regular expressions in filterPattern");
    if (error instanceof PatternError) throw invalidParameter("Invalid filter pattern");
    throw error;
  }
}
