import { CST, Lexer, type LineCounter, Parser } from "yaml";
import { templateFormatError } from "../shared/errors.ts";
import { MAX_DEPTH } from "./limits.ts";

/**
 * Tokens of the text. The composer of the YAML library walks them recursively; nesting that would
 * overflow it is refused here, as soon as it opens.
 */
export function parseTokens(text: string, lines: LineCounter): CST.Token[] {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length <= MAX_DEPTH + 2) continue;
    const { line, col } = lines.linePos(parser.offset);
    throw templateFormatError(`Nested deeper than ${MAX_DEPTH} levels. (line ${line}, column ${col})`);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
}

/** True when the text names an alias (`*name`) anywhere; text of scalars is none. */
export function hasAlias(text: string): boolean {
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (!isScalar && CST.tokenType(lexeme) === "alias") return true;
    isScalar = lexeme === CST.SCALAR;
  }
  return false;
}
