export interface Word {
  /** `quoted`: "name"; `text`: 'value'. */
  readonly kind: "name" | "quoted" | "text" | "number" | "?" | "symbol";
  /** Without its quotes. */
  readonly text: string;
  /** Where it stands in the statement. */
  readonly start: number;
  readonly end: number;
}

const WORD =
  /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|"((?:[^"]|"")*)"|'((?:[^']|'')*)'|(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(\?)|(<<|>>|<>|!=|<=|>=|\|\||[=<>()[\]{},.:*+-]))/y;

/** @returns undefined for what the language has not, comments among it */
export function wordsOf(statement: string): readonly Word[] | undefined {
  const text = statement.trimEnd().replace(/;$/, "").trimEnd();
  const words: Word[] = [];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < text.length) {
    const match = WORD.exec(text);
    if (match === null) return undefined;
    const [whole, name, quoted, value, number, parameter, symbol = ""] = match;
    const start = match.index + whole.length - whole.trimStart().length;
    const place = { start, end: WORD.lastIndex };
    if (name !== undefined) words.push({ kind: "name", text: name, ...place });
    else if (quoted !== undefined)
      words.push({ kind: "quoted", text: quoted.replaceAll('""', '"'), ...place });
    else if (value !== undefined) words.push({ kind: "text", text: value.replaceAll("''", "'"), ...place });
    else if (number !== undefined) words.push({ kind: "number", text: number, ...place });
    else words.push({ kind: parameter === undefined ? "symbol" : "?", text: parameter ?? symbol, ...place });
  }
  return isAmbiguous(words) ? undefined : words;
}

/** `--` begins a comment: what follows it is no part of the statement for one of two readers. */
function isAmbiguous(words: readonly Word[]): boolean {
  return words.some(
    ({ text, kind, end }, at) =>
      kind === "symbol" && text === "-" && words[at + 1]?.text === "-" && words[at + 1]?.start === end,
  );
}

/** Whether the word is one of the language's, whatever its case. */
export function isWord(word: Word | undefined, ...keywords: readonly string[]): boolean {
  return word?.kind === "name" && keywords.includes(word.text.toUpperCase());
}

/** Whether it names a table, an index or an attribute. */
export function isIdentifier(word: Word | undefined): word is Word {
  return word?.kind === "name" || word?.kind === "quoted";
}

export function isSymbol(word: Word | undefined, text: string): boolean {
  return word?.kind === "symbol" && word.text === text;
}
