import { CST, Lexer, type LineCounter, Parser } from "yaml";
import { templateFormatError } from "../shared/errors.ts";
import { MAX_DEPTH } from "./limits.ts";

/**
 * Tokens of the text. The composer of the YAML library walks them recursively; nesting that would
 * overflow it is refused here, as soon as it opens.
 */
export function parseTokens(text: string, lines: LineCounter, lexer = new Lexer()): CST.Token[] {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  for (const lexeme of lexer.lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length <= MAX_DEPTH + 2) continue;
    const { line, col } = lines.linePos(parser.offset);
    throw templateFormatError(`Nested deeper than ${MAX_DEPTH} levels. (line ${line}, column ${col})`);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

type Step = () => Generator<string, unknown, unknown>;

/** What the library keeps to itself of its lexer. */
interface LexerState {
  /** Columns that a line must have to go on with what is open. */
  indentNext: number;
  parseFlowCollection: Step;
  parseQuotedScalar: Step;
}

/**
 * A quoted text, and what stands in brackets, may go on at any column, though YAML's grammar wants it
 * indented: the parsers of CloudFormation and of SAM take it, and published templates have it.
 */
export function lenientLexer(): Lexer {
  const lexer = new Lexer();
  const state = lexer as unknown as LexerState;
  const atAnyColumn = (step: Step): Step =>
    function* () {
      const { indentNext } = state;
      state.indentNext = 0;
      const next = yield* step.call(lexer);
      state.indentNext = indentNext;
      return next;
    };
  state.parseFlowCollection = atAnyColumn(state.parseFlowCollection);
  state.parseQuotedScalar = atAnyColumn(state.parseQuotedScalar);
  return lexer;
}

/** True when the text names an alias (`*name`) anywhere; text of scalars is none. */
export function hasAlias(text: string): boolean {
  let isScalar = false;
  for (const lexeme of lenientLexer().lex(text)) {
    if (!isScalar && CST.tokenType(lexeme) === "alias") return true;
    isScalar = lexeme === CST.SCALAR;
  }
  return false;
}
