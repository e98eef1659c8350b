import { unsupported } from "../../../../core/errors.ts";
import type { Expression, SelectItem, Statement } from "./ast.ts";
import { assertCall } from "./functions/index.ts";
import { sqlError } from "./sql-error.ts";
import { type Token, tokenize } from "./tokens.ts";

/** Longest nesting of expressions. */
const MAX_DEPTH = 50;
const RESERVED: ReadonlySet<string> = new Set(
  "select value as from where and or not in case when then else end true false null undefined".split(" "),
);
const CAST_TYPES: ReadonlySet<string> = new Set(
  "string nvarchar text ntext varchar int integer double decimal bool boolean".split(" "),
);

/**
 * Reads the statement of a rule.
 * @throws AwsError SqlParseException; UnsupportedOperationException for what AWS has and this cloud has not
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-reference.html
 */
export function parseStatement(source: string): Statement {
  const parser = new Parser(source);
  const statement = parser.statement();
  parser.expectEnd();
  return statement;
}

/** Reads one expression, as substitution templates have it. @throws AwsError as `parseStatement` */
export function parseExpression(source: string): Expression {
  const parser = new Parser(source);
  const expression = parser.expression();
  parser.expectEnd();
  return expression;
}

class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = tokenize(source);
  }

  statement(): Statement {
    this.#expectWord("SELECT");
    const isValue = this.#takeWord("VALUE");
    const items = [this.#item()];
    while (this.#takeSign(",")) items.push(this.#item());
    if (isValue && items.length > 1) throw sqlError("SELECT VALUE takes one expression");
    const from = this.#takeWord("FROM") ? this.#topic() : undefined;
    const where = this.#takeWord("WHERE") ? this.expression() : undefined;
    return { isValue, items, from, where };
  }

  expectEnd(): void {
    if (this.#token.kind !== "end") throw this.#unexpected();
  }

  expression(): Expression {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw sqlError("The expression is nested too deeply", this.#token.start);
    const found = this.#or();
    this.#depth -= 1;
    return found;
  }

  #item(): SelectItem {
    const start = this.#token.start;
    const value = this.expression();
    if (this.#takeWord("AS")) return { value, path: this.#alias() };
    if (value.kind === "star") return { value, path: undefined };
    const end = this.#tokens[this.#at - 1]?.end;
    return { value, path: [nameOf(value) ?? this.#source.slice(start, end)] };
  }

  #alias(): readonly string[] {
    const path = [this.#name()];
    while (this.#takeSign(".")) path.push(this.#name());
    return path;
  }

  #topic(): string {
    const { kind, text } = this.#token;
    if (kind !== "text") throw this.#unexpected("a topic filter in quotes");
    this.#at += 1;
    return text;
  }

  #or(): Expression {
    return this.#binary(["OR"], () => this.#binary(["AND"], () => this.#not()));
  }

  #not(): Expression {
    return this.#takeWord("NOT")
      ? this.#deeper(() => ({ kind: "not", value: this.#not() }))
      : this.#comparison();
  }

  #comparison(): Expression {
    return this.#binary(["=", "<>", "<", "<=", ">", ">=", "IN"], () => this.#sum());
  }

  #sum(): Expression {
    return this.#binary(["+", "-"], () => this.#binary(["*", "/", "%"], () => this.#negative()));
  }

  #negative(): Expression {
    if (!this.#takeSign("-")) return this.#member();
    return this.#deeper(() => ({ kind: "negative", value: this.#negative() }));
  }

  #deeper(inner: () => Expression): Expression {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw sqlError("The expression is nested too deeply", this.#token.start);
    const found = inner();
    this.#depth -= 1;
    return found;
  }

  /** Operators of one rank, from left to right. */
  #binary(operators: readonly string[], operand: () => Expression): Expression {
    let left = operand();
    for (;;) {
      const { kind, text } = this.#token;
      const operator = kind === "word" ? text.toUpperCase() : text;
      if ((kind !== "word" && kind !== "sign") || !operators.includes(operator)) return left;
      this.#at += 1;
      left = { kind: "binary", operator, left, right: operand() };
    }
  }

  #member(): Expression {
    let found = this.#primary();
    while (this.#takeSign(".")) found = { kind: "member", of: found, name: this.#name() };
    return found;
  }

  #primary(): Expression {
    const token = this.#token;
    this.#at += 1;
    switch (token.kind) {
      case "number":
        return { kind: "literal", value: Number(token.text) };
      case "text":
        return { kind: "literal", value: token.text };
      case "sign":
        return this.#bracketed(token);
      case "word":
        return this.#word(token);
      case "end":
        this.#at -= 1;
        throw this.#unexpected("an expression");
    }
  }

  #bracketed(token: Token): Expression {
    if (token.text === "*") return { kind: "star" };
    if (token.text === "[") return { kind: "array", items: this.#list("]") };
    if (token.text === "{") return { kind: "object", members: this.#members() };
    if (token.text !== "(") {
      this.#at -= 1;
      throw this.#unexpected("an expression");
    }
    if (this.#isWord("SELECT")) throw unsupported("A nested object query in the SQL of a rule");
    const inner = this.expression();
    this.#expectSign(")");
    return inner;
  }

  #word(token: Token): Expression {
    const word = token.text.toLowerCase();
    if (word === "true" || word === "false") return { kind: "literal", value: word === "true" };
    if (word === "null") return { kind: "literal", value: null };
    if (word === "undefined") return { kind: "literal", value: undefined };
    if (word === "case") return this.#case();
    if (word === "cast" && this.#takeSign("(")) return this.#cast();
    if (this.#takeSign("(")) {
      const args = this.#list(")");
      assertCall(word, args);
      return { kind: "call", name: word, args };
    }
    if (!RESERVED.has(word)) return { kind: "attribute", name: token.text };
    this.#at -= 1;
    throw this.#unexpected("an expression");
  }

  #case(): Expression {
    const value = this.expression();
    const branches = [];
    while (this.#takeWord("WHEN")) {
      const when = this.expression();
      this.#expectWord("THEN");
      branches.push({ when, result: this.expression() });
    }
    if (branches.length === 0) throw this.#unexpected("WHEN");
    const otherwise = this.#takeWord("ELSE") ? this.expression() : undefined;
    this.#expectWord("END");
    return { kind: "case", value, branches, otherwise };
  }

  #cast(): Expression {
    const value = this.expression();
    this.#expectWord("AS");
    const type = this.#name().toLowerCase();
    if (!CAST_TYPES.has(type)) throw sqlError(`There is no type ${type}`, this.#token.start);
    this.#expectSign(")");
    return { kind: "cast", value, type };
  }

  #list(end: ")" | "]"): readonly Expression[] {
    if (this.#takeSign(end)) return [];
    const items = [this.expression()];
    while (this.#takeSign(",")) items.push(this.expression());
    this.#expectSign(end);
    return items;
  }

  #members(): readonly (readonly [string, Expression])[] {
    if (this.#takeSign("}")) return [];
    const members = [this.#keyAndValue()];
    while (this.#takeSign(",")) members.push(this.#keyAndValue());
    this.#expectSign("}");
    return members;
  }

  #keyAndValue(): readonly [string, Expression] {
    const { kind, text } = this.#token;
    if (kind !== "text") throw this.#unexpected("a name in quotes");
    this.#at += 1;
    this.#expectSign(":");
    return [text, this.expression()];
  }

  get #token(): Token {
    const token = this.#tokens[this.#at] ?? this.#tokens.at(-1);
    if (token === undefined) throw new Error("a source has an end at least");
    return token;
  }

  /** Members may be called as keywords are. */
  #name(): string {
    const { kind, text } = this.#token;
    if (kind !== "word") throw this.#unexpected("a name");
    this.#at += 1;
    return text;
  }

  #isWord(word: string): boolean {
    const { kind, text } = this.#token;
    return kind === "word" && text.toUpperCase() === word;
  }

  #takeWord(word: string): boolean {
    if (!this.#isWord(word)) return false;
    this.#at += 1;
    return true;
  }

  #expectWord(word: string): void {
    if (!this.#takeWord(word)) throw this.#unexpected(word);
  }

  #takeSign(sign: string): boolean {
    const { kind, text } = this.#token;
    if (kind !== "sign" || text !== sign) return false;
    this.#at += 1;
    return true;
  }

  #expectSign(sign: string): void {
    if (!this.#takeSign(sign)) throw this.#unexpected(sign);
  }

  #unexpected(wanted?: string) {
    const { text, start } = this.#token;
    return sqlError(wanted === undefined ? `Unexpected ${text}` : `Expected ${wanted}, not ${text}`, start);
  }
}

/** The last name of a path; functions and sums have none. */
function nameOf(value: Expression): string | undefined {
  return value.kind === "attribute" || value.kind === "member" ? value.name : undefined;
}
