/** Control characters, and those that turn the direction of a text or hide in it. */
const UNPRINTABLE = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * CON-6: a text from outside as people may read it: what would steer a terminal, reorder or hide letters stands
 * there as `\u202e`.
 */
export function printable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, "0")}`,
  );
}

/** The same for what stands on several lines: line ends and tabs stay. */
export function printableLines(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/\r$/, "").split("\t").map(printable).join("\t"))
    .join("\n");
}
