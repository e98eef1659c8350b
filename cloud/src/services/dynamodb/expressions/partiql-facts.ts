import type { AttributeValue } from "../../../wire/models/generated/dynamodb.types.ts";
import { keyText, plainNumber } from "./key-values.ts";
import type { Statement } from "./partiql.ts";
import { isIdentifier, isSymbol, isWord, type Word } from "./partiql-tokens.ts";

/**
 * Values that the statement asks for, or writes, of the partition key.
 * @returns `scan` where it names none; undefined when they cannot be told
 */
export function statementKeys(
  statement: Statement,
  leadingKey: string,
  parameters: readonly AttributeValue[],
): readonly string[] | "scan" | undefined {
  const values = statement.verb === "Insert" ? inserted(statement) : undefined;
  if (statement.verb === "Insert") {
    const at = values?.get(leadingKey);
    const text = at === undefined ? undefined : valueText(statement.words, at, parameters);
    return text === undefined ? undefined : [text];
  }
  const where = statement.words.findIndex((word, at) => at >= statement.rest && isWord(word, "WHERE"));
  if (where === -1) return "scan";
  const condition = statement.words.slice(where + 1);
  // One of two alternatives may be of another key.
  if (condition.some((word) => isWord(word, "OR", "NOT"))) return undefined;
  return comparedKeys(statement.words, where + 1, { leadingKey, parameters });
}

function comparedKeys(
  words: readonly Word[],
  from: number,
  { leadingKey, parameters }: { readonly leadingKey: string; readonly parameters: readonly AttributeValue[] },
): readonly string[] | "scan" | undefined {
  const found: string[] = [];
  for (let at = from; at < words.length; at += 1) {
    const word = words[at];
    if (!isIdentifier(word) || word.text !== leadingKey || isSymbol(words[at - 1], ".")) continue;
    const places = isSymbol(words[at + 1], "=")
      ? [at + 2]
      : isWord(words[at + 1], "IN")
        ? listed(words, at + 2)
        : [];
    const texts = places.flatMap((place) => valueText(words, place, parameters) ?? []);
    if (texts.length === 0 || texts.length < places.length) return undefined;
    found.push(...texts);
  }
  return found.length === 0 ? "scan" : found;
}

/** Places of the values of `['a', 'b']`; none where something else stands between them. */
function listed(words: readonly Word[], open: number): readonly number[] {
  const close = isSymbol(words[open], "[") ? "]" : isSymbol(words[open], "(") ? ")" : undefined;
  if (close === undefined) return [];
  const places: number[] = [];
  for (let at = open + 1; at < words.length; at += 2) {
    places.push(at);
    if (isSymbol(words[at + 1], close)) return places;
    if (!isSymbol(words[at + 1], ",")) return [];
  }
  return [];
}

/** The literal or parameter at a place; undefined when more than that stands there. */
function valueText(
  words: readonly Word[],
  at: number,
  parameters: readonly AttributeValue[],
): string | undefined {
  const word = words[at];
  if (word === undefined || isContinued(words[at + 1])) return undefined;
  if (word.kind === "text") return word.text;
  if (word.kind === "number") return plainNumber(word.text);
  if (isSymbol(word, "-") && words[at + 1]?.kind === "number") return plainNumber(`-${words[at + 1]?.text}`);
  if (word.kind !== "?") return undefined;
  return keyText(parameters[words.slice(0, at).filter(({ kind }) => kind === "?").length]);
}

/** `'a' || 'b'`, `1 + 2`: not the value alone. */
function isContinued(word: Word | undefined): boolean {
  return word?.kind === "symbol" && ["||", "+", "-", "*", "."].includes(word.text);
}

/** Where the values of `VALUE {'key': value, …}` stand, by top-level key. */
function inserted({ words, rest }: Statement): ReadonlyMap<string, number> | undefined {
  if (!isSymbol(words[rest + 1], "{")) return undefined;
  const places = new Map<string, number>();
  let depth = 0;
  for (let at = rest + 1; at < words.length; at += 1) {
    const { kind, text } = words[at] ?? { kind: "symbol", text: "" };
    if (kind === "symbol" && "{[(<<".includes(text)) depth += 1;
    if (kind === "symbol" && "}])>>".includes(text)) depth -= 1;
    if (depth !== 1 || !isSymbol(words[at + 1], ":")) continue;
    // A key that stands there twice is read in two ways.
    if ((kind !== "text" && kind !== "quoted") || places.has(text)) return undefined;
    places.set(text, at + 2);
  }
  return places;
}

const KEYWORDS: ReadonlySet<string> = new Set(
  "SELECT FROM WHERE ORDER BY ASC DESC AND OR NOT IN BETWEEN IS MISSING NULL TRUE FALSE SET REMOVE RETURNING ALL MODIFIED OLD NEW VALUE INTO INSERT UPDATE DELETE EXISTS".split(
    " ",
  ),
);

/**
 * Top-level names of the attributes that the statement names.
 * @returns undefined when they cannot be told
 */
export function statementAttributes(statement: Statement): readonly string[] | undefined {
  const { words, tableAt, rest, table } = statement;
  if (statement.verb === "Insert") {
    const places = inserted(statement);
    return places === undefined ? undefined : [...places.keys()];
  }
  const found = new Set<string>();
  for (const [at, word] of words.entries()) {
    if ((at >= tableAt && at < rest) || !isIdentifier(word) || isSymbol(words[at - 1], ".")) continue;
    if (word.kind === "name" && KEYWORDS.has(word.text.toUpperCase())) continue;
    if (word.kind === "name" && isSymbol(words[at + 1], "(")) continue;
    // `orders.total`: the table's name may stand before that of the attribute.
    if (word.text === table) return undefined;
    found.add(word.text);
  }
  return [...found];
}
