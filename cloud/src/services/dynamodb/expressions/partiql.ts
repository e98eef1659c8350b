import { isIdentifier, isSymbol, isWord, type Word, wordsOf } from "./partiql-tokens.ts";

/** What a PartiQL statement does, to what. */
export interface Statement {
  readonly verb: "Select" | "Insert" | "Update" | "Delete";
  /** Name or ARN. */
  readonly table: string;
  readonly index: string | undefined;
  readonly words: readonly Word[];
  /** Which of the words names the table. */
  readonly tableAt: number;
  /** The first word behind table and index. */
  readonly rest: number;
}

/** @returns undefined for a statement that is not understood: it is refused */
export function parseStatement(text: string): Statement | undefined {
  const words = wordsOf(text);
  if (words === undefined) return undefined;
  if (isWord(words[0], "EXISTS")) return existsOf(words);
  if (isWord(words[0], "SELECT")) return selectOf(words);
  if (isWord(words[0], "INSERT") && isWord(words[1], "INTO")) return named("Insert", words, 2);
  if (isWord(words[0], "UPDATE")) return named("Update", words, 1);
  if (isWord(words[0], "DELETE") && isWord(words[1], "FROM")) return named("Delete", words, 2);
  return undefined;
}

/** `EXISTS(SELECT …)`: a member of a transaction that only looks. */
function existsOf(words: readonly Word[]): Statement | undefined {
  const last = words.length - 1;
  if (!isSymbol(words[1], "(") || !isSymbol(words[last], ")")) return undefined;
  return isWord(words[2], "SELECT") ? selectOf(words.slice(2, last)) : undefined;
}

function selectOf(words: readonly Word[]): Statement | undefined {
  const from = words.findIndex((word) => isWord(word, "FROM"));
  const isOnly = words.filter((word) => isWord(word, "FROM", "SELECT")).length === 2;
  return from === -1 || !isOnly ? undefined : named("Select", words, from + 1);
}

/** Words that may follow a table: any other would be another name of it. */
const FOLLOWING: Readonly<Record<Statement["verb"], readonly string[]>> = {
  Select: ["WHERE", "ORDER"],
  Insert: ["VALUE"],
  Update: ["SET", "REMOVE", "WHERE"],
  Delete: ["WHERE", "RETURNING"],
};

function named(verb: Statement["verb"], words: readonly Word[], tableAt: number): Statement | undefined {
  const table = words[tableAt];
  if (!isIdentifier(table)) return undefined;
  const hasIndex = isSymbol(words[tableAt + 1], ".");
  const index = hasIndex ? words[tableAt + 2] : undefined;
  if (hasIndex && (verb !== "Select" || !isIdentifier(index))) return undefined;
  const rest = tableAt + (hasIndex ? 3 : 1);
  if (rest < words.length && !isWord(words[rest], ...FOLLOWING[verb])) return undefined;
  return { verb, table: table.text, index: index?.text, words, tableAt, rest };
}

/** The statement with the table's name in place of its ARN: the engine knows names only. */
export function withTableName(text: string, { words, tableAt }: Statement, name: string): string {
  const { start, end } = words[tableAt] ?? { start: 0, end: 0 };
  return `${text.slice(0, start)}"${name.replaceAll('"', '""')}"${text.slice(end)}`;
}
