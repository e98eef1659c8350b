export interface Token {
  /** `name`: an attribute's own name, `#name` or `:value`: a placeholder. */
  readonly kind: "name" | "#" | ":" | "number" | "symbol";
  /** Placeholders with their sign. */
  readonly text: string;
}

const TOKEN = /\s*(?:([A-Za-z_][A-Za-z0-9_]*)|([#:][A-Za-z0-9_]+)|(\d+)|(<>|<=|>=|[=<>()[\],.+-]))/y;

/**
 * Words of a condition, key condition, projection or update expression.
 * @returns undefined for what the language has not: nothing is told of it
 */
export function tokensOf(expression: string): readonly Token[] | undefined {
  const text = expression.trimEnd();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const [, name, placeholder, number, symbol] = TOKEN.exec(text) ?? [];
    if (name !== undefined) tokens.push({ kind: "name", text: name });
    else if (placeholder !== undefined) {
      tokens.push({ kind: placeholder.startsWith("#") ? "#" : ":", text: placeholder });
    } else if (number !== undefined) tokens.push({ kind: "number", text: number });
    else if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol });
    else return undefined;
  }
  return tokens;
}

/** Words of the language; as names of attributes they are written by placeholders. */
const KEYWORDS: ReadonlySet<string> = new Set([
  "AND",
  "OR",
  "NOT",
  "BETWEEN",
  "IN",
  "SET",
  "REMOVE",
  "ADD",
  "DELETE",
] as const);

export type Names = Readonly<Record<string, string>>;

/**
 * The top-level attribute that the token begins the path of; undefined for any other token.
 * @returns null for a placeholder that stands for nothing
 */
export function attributeAt(tokens: readonly Token[], at: number, names: Names): string | null | undefined {
  const token = tokens[at];
  if (token === undefined || (token.kind !== "name" && token.kind !== "#")) return undefined;
  if (tokens[at - 1]?.text === "." || tokens[at + 1]?.text === "(") return undefined;
  if (token.kind === "#") return Object.hasOwn(names, token.text) ? (names[token.text] ?? null) : null;
  return KEYWORDS.has(token.text.toUpperCase()) ? undefined : token.text;
}
