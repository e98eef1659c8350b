import { sqlError } from "./sql-error.ts";

export interface Token {
  readonly kind: "word" | "number" | "text" | "sign" | "end";
  /** Without quotes; words as written. */
  readonly text: string;
  /** Place of its first character in the source, and of the one behind it. */
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /\s+|([A-Za-z_]\w*)|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.|'')*)'|(<>|>=|<=|[-+*/%=<>().,:[\]{}])/sy;

/** @throws AwsError SqlParseException */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const start = TOKEN.lastIndex;
    const match = TOKEN.exec(source);
    if (match === null) throw sqlError(`Unexpected character ${source.charAt(start)}`, start);
    const token = tokenOf(match);
    if (token !== undefined) tokens.push({ ...token, start, end: TOKEN.lastIndex });
  }
  return [...tokens, { kind: "end", text: "the end", start: source.length, end: source.length }];
}

function tokenOf([, word, number, double, single, sign]: RegExpExecArray):
  | Pick<Token, "kind" | "text">
  | undefined {
  if (word !== undefined) return { kind: "word", text: word };
  if (number !== undefined) return { kind: "number", text: number };
  if (double !== undefined) return { kind: "text", text: unescaped(double) };
  if (single !== undefined) return { kind: "text", text: unescaped(single.replaceAll("''", "'")) };
  return sign === undefined ? undefined : { kind: "sign", text: sign };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** Of a backslash only what quotes need is undone: patterns keep theirs. */
function unescaped(text: string): string {
  return text.replace(/\\(["'\\nrt])/g, (_, character: string) => ESCAPES[character] ?? character);
}
