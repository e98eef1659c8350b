import type { Statement } from "./partiql.ts";
import { isIdentifier, isSymbol, isWord, type Word } from "./partiql-tokens.ts";

const KEYWORDS =
  "WHERE ORDER BY ASC DESC AND OR NOT IN BETWEEN IS MISSING NULL TRUE FALSE SET REMOVE RETURNING ALL MODIFIED OLD NEW EXISTS".split(
    " ",
  );

/**
 * DDB-11: top-level names of the attributes that a Select, an Update or a Delete names. The engine takes
 * words of the language, and texts in single quotes, for attributes wherever one may stand:
 * `SELECT value FROM orders`, `SELECT 'value' FROM orders`.
 */
export function namedAttributes({ words, tableAt, rest }: Statement): readonly string[] {
  const found = new Map<number, string>();
  let depth = 0;
  for (const [at, word] of words.entries()) {
    if (isSymbol(word, "[") || isSymbol(word, "(")) depth += 1;
    if (isSymbol(word, "]") || isSymbol(word, ")")) depth -= 1;
    const isOfFrame = at === 0 || (at >= tableAt - 1 && at < rest);
    if (isOfFrame || isSymbol(words[at - 1], ".")) continue;
    const isNamed =
      at < tableAt ? isName(word) : isNamedAt(words, { at, depth, isBehindName: found.has(at - 1) });
    if (isNamed) found.set(at, word.text);
  }
  return [...new Set(found.values())];
}

function isName(word: Word): boolean {
  return word.kind === "text" || isIdentifier(word);
}

interface Place {
  readonly at: number;
  /** In how many brackets it stands. */
  readonly depth: number;
  /** The word before names an attribute, whatever else it could be. */
  readonly isBehindName: boolean;
}

/** Behind the table: conditions, an order, or what is set. */
function isNamedAt(words: readonly Word[], place: Place): boolean {
  const word = words[place.at];
  if (word?.kind === "quoted") return true;
  if (word?.kind === "text") return beginsOperand(words, place) || isFirstArgument(words, place.at);
  if (word?.kind !== "name" || isSymbol(words[place.at + 1], "(")) return false;
  return !isWord(word, ...KEYWORDS) || (beginsOperand(words, place) && !isOfCondition(words, place.at));
}

const COMPARISONS = ["=", "<>", "!=", "<", "<=", ">", ">=", ".", "["];

function isCompared(behind: Word | undefined): boolean {
  return COMPARISONS.some((symbol) => isSymbol(behind, symbol));
}

/** Whether a path may stand there, by what is before and behind it. */
function beginsOperand(words: readonly Word[], { at, depth, isBehindName }: Place): boolean {
  const [before, word, behind] = [words[at - 1], words[at], words[at + 1]];
  if (isCompared(behind)) return true;
  if (isSymbol(before, ",")) return depth === 0;
  if (word?.kind === "text" && isWord(behind, "IN", "BETWEEN", "IS", "NOT")) return true;
  if (isBehindName) return false;
  if (word?.kind === "text") return isWord(before, "SET", "REMOVE", "BY");
  return isWord(before, "SET", "REMOVE", "BY", "WHERE", "AND", "OR", "NOT");
}

/** `NOT` before a condition, `NOT IN`, `IS NOT MISSING`, `IN [`: words of the language after all. */
function isOfCondition(words: readonly Word[], at: number): boolean {
  const [before, word, behind] = [words[at - 1], words[at], words[at + 1]];
  if (isWord(word, "NOT")) return !isCompared(behind) && !isWord(behind, "IN", "IS", "BETWEEN");
  if (isWord(word, "IN") && isSymbol(behind, "[")) return true;
  return isWord(before, "NOT") && isWord(word, "IN", "BETWEEN", "MISSING", "NULL");
}

/** `begins_with('shop', 'a')` */
function isFirstArgument(words: readonly Word[], at: number): boolean {
  const called = words[at - 2];
  return isSymbol(words[at - 1], "(") && called?.kind === "name" && !isWord(called, ...KEYWORDS);
}
