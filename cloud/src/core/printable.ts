/**
 * Text for a terminal: characters that control it, or turn the direction of text, are shown as
 * `\u001b` [TRACE-7]. What people write (names, subjects, payloads) may hold them. Lines and tabs stay;
 * so does what joins the parts of an emoji.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, (character) =>
    character === "\n" || character === "\t" ? character : escapeOf(character),
  );
}

/** The same for what must not leave its line: a cell, a subject. */
export function onOneLine(text: string): string {
  return printable(text).replace(/[\n\t]/g, escapeOf);
}

/**
 * The lines of a text that a program wrote, each safe for a terminal. `\r\n` ends a line as `\n` does, and
 * so does `\r` alone: Node's runtime writes it between the lines of one event of the log.
 */
export function printableLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/).map((line) => line.split("\t").map(onOneLine).join("\t"));
}

/** As JSON writes it, so that JSON stays what it is. */
function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
