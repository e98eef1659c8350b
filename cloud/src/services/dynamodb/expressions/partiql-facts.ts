import type { AttributeValue } from "../../../wire/models/generated/dynamodb.types.ts";
import { keyText, plainNumber } from "./key-values.ts";
import type { Statement } from "./partiql.ts";
import { namedAttributes } from "./partiql-attributes.ts";
import { isSymbol, isWord, type Word } from "./partiql-tokens.ts";
import { conjunctsOf } from "./partiql-where.ts";

/**
 * Values that the statement asks for, or writes, of the partition key.
 * @returns `scan` where it names none; undefined when they cannot be told
 */
export function statementKeys(
  statement: Statement,
  leadingKey: string,
  parameters: readonly AttributeValue[],
): readonly string[] | "scan" | undefined {
  const { words, rest, verb } = statement;
  if (verb === "Insert") {
    const at = inserted(statement)?.get(leadingKey);
    if (at === undefined) return undefined;
    // The literal alone, up to the comma or brace behind it.
    const isAlone = endOfValue(words, at) === at + (isSymbol(words[at], "-") ? 2 : 1);
    const text = isAlone ? valueText(words, at, parameters) : undefined;
    return text === undefined ? undefined : [text];
  }
  const wheres = [...words.keys()].filter((at) => isWord(words[at], "WHERE"));
  const [where] = wheres;
  if (where === undefined) return rest === words.length ? "scan" : undefined;
  const conjuncts = wheres.length > 1 ? undefined : conjunctsOf(words, where + 1);
  if (conjuncts === undefined) return undefined;
  const ofKey = conjuncts.filter(({ names }) => names.includes(leadingKey));
  if (ofKey.length === 0) return "scan";
  const isTold = ofKey.every(
    ({ attribute, operator }) => attribute === leadingKey && (operator === "=" || operator === "IN"),
  );
  const places = ofKey.flatMap(({ values }) => values);
  const texts = places.flatMap((place) => valueText(words, place, parameters) ?? []);
  return isTold && texts.length === places.length ? texts : undefined;
}

/** The literal or parameter at a place. */
function valueText(
  words: readonly Word[],
  at: number,
  parameters: readonly AttributeValue[],
): string | undefined {
  const word = words[at];
  if (word === undefined) return undefined;
  if (word.kind === "text") return word.text;
  if (word.kind === "number") return plainNumber(word.text);
  if (isSymbol(word, "-") && words[at + 1]?.kind === "number") return plainNumber(`-${words[at + 1]?.text}`);
  if (word.kind !== "?") return undefined;
  return keyText(parameters[words.slice(0, at).filter(({ kind }) => kind === "?").length]);
}

/** Where the values of `VALUE {'key': value, …}` stand, by top-level key; nothing may follow. */
function inserted({ words, rest }: Statement): ReadonlyMap<string, number> | undefined {
  if (!isSymbol(words[rest + 1], "{")) return undefined;
  const places = new Map<string, number>();
  let at = rest + 2;
  do {
    const key = words[at];
    // A key that stands there twice is read in two ways.
    if ((key?.kind !== "text" && key?.kind !== "quoted") || places.has(key.text)) return undefined;
    if (!isSymbol(words[at + 1], ":")) return undefined;
    places.set(key.text, at + 2);
    at = endOfValue(words, at + 2) + 1;
  } while (isSymbol(words[at - 1], ","));
  return isSymbol(words[at - 1], "}") && at === words.length ? places : undefined;
}

const OPENING = ["{", "[", "(", "<<"];
const CLOSING = ["}", "]", ")", ">>"];

/** The place of the comma or brace that ends a value, however deep it is. */
function endOfValue(words: readonly Word[], from: number): number {
  let depth = 0;
  for (let at = from; at < words.length; at += 1) {
    const { kind, text } = words[at] ?? { kind: "symbol", text: "" };
    if (kind !== "symbol") continue;
    if (depth === 0 && (text === "," || text === "}")) return at;
    if (OPENING.includes(text)) depth += 1;
    if (CLOSING.includes(text)) depth -= 1;
  }
  return words.length;
}

/**
 * Top-level names of the attributes that the statement names.
 * @returns undefined when they cannot be told
 */
export function statementAttributes(statement: Statement): readonly string[] | undefined {
  if (statement.verb === "Insert") {
    const places = inserted(statement);
    return places === undefined ? undefined : [...places.keys()];
  }
  const names = namedAttributes(statement);
  // `orders.total`: the table's name may stand before that of the attribute.
  return names.includes(statement.table) ? undefined : names;
}
