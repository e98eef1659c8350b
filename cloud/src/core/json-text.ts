/** JSON texts looked at without building what they say: however deep they are nested, nothing overflows. */

/** Levels that a text may have which is made into values and written again: `JSON.stringify` ends at some thousands. */
const DEEPEST = 1000;

/** Whether a valid JSON text has more levels than can be worked with. Linear. */
export function isNestedTooDeep(text: string): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '"') index = endOfText(text, index);
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

/** A valid JSON text without the white space between its parts. Linear. */
export function compactJson(text: string): string {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '"') index = endOfText(text, index);
    else if (WHITE_SPACE.has(character)) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return parts.join("") + text.slice(start);
}

const WHITE_SPACE: ReadonlySet<string> = new Set([" ", "\n", "\r", "\t"]);

/** Where a text within a JSON text ends that begins at `start`. */
export function endOfText(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text.charAt(index) !== '"') index += text.charAt(index) === "\\" ? 2 : 1;
  return index;
}
