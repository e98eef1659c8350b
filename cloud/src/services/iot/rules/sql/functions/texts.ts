import { createHash } from "node:crypto";
import { boundedMatching, MatchingTooLong } from "../../../../../core/bounded-matching.ts";
import { assertLength, replacedLength } from "../budget.ts";
import { type SqlValue, toInt, toText } from "../convert.ts";
import { EvaluationError } from "../sql-error.ts";
import type { SqlFunction } from "./sql-function.ts";

/** Of texts, all converted; Undefined as soon as one has none. */
function ofTexts<Count extends number>(count: Count, work: (...texts: string[]) => SqlValue): SqlFunction {
  return {
    takes: [count, count],
    run: (args) => {
      const texts = args.map(toText);
      return texts.some((text) => text === undefined) ? undefined : work(...(texts as string[]));
    },
  };
}

const hash = (algorithm: string): SqlFunction =>
  ofTexts(1, (text = "") => createHash(algorithm).update(text).digest("hex"));

const MOST_BLANKS = 1000;

function padded(pad: (text: string, blanks: string) => string): SqlFunction {
  return {
    takes: [2, 2],
    run: ([value, width]) => {
      const [text, count] = [toText(value), toInt(width)];
      if (text === undefined || count === undefined) return undefined;
      return pad(text, " ".repeat(Math.min(Math.max(count, 0), MOST_BLANKS)));
    },
  };
}

const MATCHING_MILLISECONDS = 100;

/**
 * A pattern that is none makes Undefined. IOT-27: messages bring texts, and patterns too: what backtracks for
 * ever is stopped.
 * @throws EvaluationError for what takes too long
 */
function matching(pattern: string, flags: string, work: (expression: RegExp) => SqlValue): SqlValue {
  try {
    return boundedMatching(() => work(new RegExp(pattern, flags)), MATCHING_MILLISECONDS);
  } catch (error) {
    if (error instanceof EvaluationError) throw error;
    if (error instanceof MatchingTooLong) throw new EvaluationError(`${pattern} takes too long to match`);
    return undefined;
  }
}

/** The characters from one place up to another. */
const substring: SqlFunction = {
  takes: [2, 3],
  run: (args) => {
    const text = toText(args[0]);
    const [from, to] = args.slice(1).map(toInt);
    if (text === undefined || from === undefined || (args.length > 2 && to === undefined)) return undefined;
    return text.slice(Math.max(from, 0), to === undefined ? undefined : Math.max(to, 0));
  },
};

const ASCII = 127;

export const TEXT_FUNCTIONS: Readonly<Record<string, SqlFunction>> = {
  chr: {
    takes: [1, 1],
    run: ([value]) => {
      const code = toInt(value);
      return code === undefined || code < 0 || code > ASCII ? undefined : String.fromCharCode(code);
    },
  },
  endswith: ofTexts(2, (text = "", end = "") => text.endsWith(end)),
  indexof: ofTexts(2, (text = "", part = "") => text.indexOf(part)),
  length: ofTexts(1, (text = "") => text.length),
  lower: ofTexts(1, (text = "") => text.toLowerCase()),
  lpad: padded((text, blanks) => blanks + text),
  ltrim: ofTexts(1, (text = "") => text.trimStart()),
  md5: hash("md5"),
  numbytes: ofTexts(1, (text = "") => Buffer.byteLength(text)),
  regexp_matches: ofTexts(2, (text = "", pattern = "") => matching(pattern, "", (found) => found.test(text))),
  regexp_replace: ofTexts(3, (text = "", pattern = "", by = "") =>
    matching(pattern, "g", (found) => {
      assertLength(replacedLength(text, found, by));
      return text.replace(found, by);
    }),
  ),
  regexp_substr: ofTexts(2, (text = "", pattern = "") =>
    matching(pattern, "", (found) => found.exec(text)?.[0]),
  ),
  replace: ofTexts(3, (text = "", part = "", by = "") => {
    assertLength(text.length + (text.split(part).length + 1) * by.length);
    return text.replaceAll(part, () => by);
  }),
  rpad: padded((text, blanks) => text + blanks),
  rtrim: ofTexts(1, (text = "") => text.trimEnd()),
  sha1: hash("sha1"),
  sha224: hash("sha224"),
  sha256: hash("sha256"),
  sha384: hash("sha384"),
  sha512: hash("sha512"),
  startswith: ofTexts(2, (text = "", start = "") => text.startsWith(start)),
  substring,
  trim: ofTexts(1, (text = "") => text.trim()),
  upper: ofTexts(1, (text = "") => text.toUpperCase()),
};
