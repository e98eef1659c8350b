import { isIdentifier, isSymbol, isWord, type Word } from "./partiql-tokens.ts";

/** One of the conditions that must all hold. */
export interface Conjunct {
  /** The top-level attribute that is compared; undefined for a path below one, and inside a function. */
  readonly attribute: string | undefined;
  /** Every top-level attribute that it names. */
  readonly names: readonly string[];
  readonly operator: string;
  /** Where the values stand that it is compared to. */
  readonly values: readonly number[];
}

/**
 * DDB-5: the conditions behind WHERE, to the end of the statement. The engine passes over what it does not
 * understand; here nothing is told of a statement that has anything but conditions joined by AND.
 * @returns undefined for any other
 */
export function conjunctsOf(words: readonly Word[], from: number): readonly Conjunct[] | undefined {
  const reader = new Reader(words, from);
  const found = reader.conditions();
  return found !== undefined && reader.isAtEnd() ? found : undefined;
}

const COMPARISONS = ["=", "<>", "!=", "<", "<=", ">", ">="];
const FUNCTIONS = ["begins_with", "contains", "attribute_type", "size"];

class Reader {
  readonly #words: readonly Word[];
  #at: number;

  constructor(words: readonly Word[], at: number) {
    this.#words = words;
    this.#at = at;
  }

  conditions(): readonly Conjunct[] | undefined {
    const found: Conjunct[] = [];
    do {
      const next = this.#condition();
      if (next === undefined) return undefined;
      found.push(...next);
    } while (this.#takeWord("AND"));
    return found;
  }

  /** `ORDER BY key DESC` and `RETURNING ALL OLD *` may follow. */
  isAtEnd(): boolean {
    if (this.#takeWord("ORDER") && !(this.#takeWord("BY") && this.#orders())) return false;
    if (this.#takeWord("RETURNING")) {
      const isForm = this.#takeWord("ALL", "MODIFIED") && this.#takeWord("OLD", "NEW") && this.#take("*");
      if (!isForm) return false;
    }
    return this.#at === this.#words.length;
  }

  #orders(): boolean {
    do {
      if (this.#path() === undefined) return false;
      this.#takeWord("ASC", "DESC");
    } while (this.#take(","));
    return true;
  }

  #condition(): readonly Conjunct[] | undefined {
    if (this.#take("(")) {
      const inner = this.conditions();
      return inner !== undefined && this.#take(")") ? inner : undefined;
    }
    const called = this.#call();
    if (called === null) return undefined;
    const path = called === undefined ? this.#path() : undefined;
    if (called === undefined && path === undefined) return undefined;
    const attribute = path?.isTopLevel === true ? path.name : undefined;
    const names = called?.names ?? [path?.name ?? ""];
    const compared = this.#comparison();
    if (compared !== undefined) return [{ attribute, names, ...compared }];
    // `begins_with(path, 'a')` is a condition by itself, `size(path)` is none.
    return called?.isCondition === true ? [{ attribute, names, operator: "call", values: [] }] : undefined;
  }

  /** What stands behind a path; undefined for nothing that is understood. */
  #comparison(): Pick<Conjunct, "operator" | "values"> | undefined {
    const operator = this.#word()?.text ?? "";
    if (this.#word()?.kind === "symbol" && COMPARISONS.includes(operator)) {
      this.#at += 1;
      return this.#valuesOf(operator, () => [this.#value()]);
    }
    if (this.#takeWord("BETWEEN")) {
      return this.#valuesOf("BETWEEN", () => {
        const low = this.#value();
        return this.#takeWord("AND") ? [low, this.#value()] : [undefined];
      });
    }
    if (this.#takeWord("IN")) return this.#valuesOf("IN", () => this.#list());
    if (this.#takeWord("IS")) {
      this.#takeWord("NOT");
      return this.#takeWord("MISSING", "NULL") ? { operator: "IS", values: [] } : undefined;
    }
    return undefined;
  }

  #valuesOf(
    operator: string,
    read: () => readonly (number | undefined)[],
  ): Pick<Conjunct, "operator" | "values"> | undefined {
    const places = read();
    const values = places.filter((place) => place !== undefined);
    return values.length === places.length && values.length > 0 ? { operator, values } : undefined;
  }

  #list(): readonly (number | undefined)[] {
    const close = this.#take("[") ? "]" : this.#take("(") ? ")" : undefined;
    if (close === undefined) return [undefined];
    const places: (number | undefined)[] = [];
    do places.push(this.#value());
    while (this.#take(","));
    return this.#take(close) ? places : [undefined];
  }

  /** A function with its arguments; undefined where there is none, null where it is not understood. */
  #call(): { readonly names: readonly string[]; readonly isCondition: boolean } | undefined | null {
    const word = this.#word();
    if (word?.kind !== "name" || !isSymbol(this.#words[this.#at + 1], "(")) return undefined;
    if (!FUNCTIONS.includes(word.text.toLowerCase())) return null;
    this.#at += 2;
    const names: string[] = [];
    do {
      const path = this.#path();
      if (path !== undefined) names.push(path.name);
      else if (this.#value() === undefined) return null;
    } while (this.#take(","));
    return this.#take(")") ? { names, isCondition: word.text.toLowerCase() !== "size" } : null;
  }

  #path(): { readonly name: string; readonly isTopLevel: boolean } | undefined {
    const word = this.#word();
    if (!isIdentifier(word) || isWord(word, ...NO_PATHS)) return undefined;
    this.#at += 1;
    let isTopLevel = true;
    while (isSymbol(this.#word(), ".") || isSymbol(this.#word(), "[")) {
      const isIndex = this.#take("[");
      if (!isIndex) this.#at += 1;
      const step = this.#word();
      if (isIndex ? step?.kind !== "number" : !isIdentifier(step)) return undefined;
      this.#at += 1;
      if (isIndex && !this.#take("]")) return undefined;
      isTopLevel = false;
    }
    return { name: word.text, isTopLevel };
  }

  /** The place of a literal or parameter. */
  #value(): number | undefined {
    const at = this.#at;
    const isNegative = this.#take("-");
    const word = this.#word();
    const isPlain = word?.kind === "number" || (!isNegative && (word?.kind === "text" || word?.kind === "?"));
    if (!isPlain && (isNegative || !isWord(word, "TRUE", "FALSE", "NULL"))) return undefined;
    this.#at += 1;
    return at;
  }

  #word(): Word | undefined {
    return this.#words[this.#at];
  }

  #take(symbol: string): boolean {
    if (!isSymbol(this.#word(), symbol)) return false;
    this.#at += 1;
    return true;
  }

  #takeWord(...keywords: readonly string[]): boolean {
    if (!isWord(this.#word(), ...keywords)) return false;
    this.#at += 1;
    return true;
  }
}

/** Words that begin no path. */
const NO_PATHS = ["AND", "OR", "NOT", "IN", "IS", "BETWEEN", "TRUE", "FALSE", "NULL", "MISSING", "WHERE"];
