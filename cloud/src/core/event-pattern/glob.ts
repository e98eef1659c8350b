/** Whether a text is what a pattern says in which `*` stands for any characters; `\*` and `\\` for themselves. */
export function glob(pattern: string): (text: string) => boolean {
  const [first = "", ...rest] = partsOf(pattern);
  const last = rest.pop();
  const searches = rest.map(search);
  return (text) => {
    if (last === undefined) return text === first;
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const endOf of searches) {
      at = endOf(text, at);
      if (at === -1) return false;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
}

const LONG_PART = 64;

/**
 * Where a part ends that is found in a text from a place on; −1 where it is not found. For a long part the
 * time grows with the text alone, whatever both repeat (Knuth, Morris and Pratt).
 */
function search(part: string): (text: string, from: number) => number {
  if (part.length < LONG_PART) {
    return (text, from) => {
      const found = text.indexOf(part, from);
      return found === -1 ? -1 : found + part.length;
    };
  }
  const borders = bordersOf(part);
  return (text, from) => {
    let length = 0;
    for (let at = from; at < text.length; at += 1) {
      length = extended(part, borders, length, text.charCodeAt(at));
      if (length === part.length) return at + 1;
    }
    return -1;
  };
}

/** Of each beginning of the part the length of its longest end that is a beginning, too. */
function bordersOf(part: string): readonly number[] {
  const borders = [0];
  for (let at = 1; at < part.length; at += 1) {
    borders.push(extended(part, borders, borders[at - 1] ?? 0, part.charCodeAt(at)));
  }
  return borders;
}

/** How much of the part matches with one more character, where `length` of it did before. */
function extended(part: string, borders: readonly number[], length: number, character: number): number {
  let kept = length;
  while (kept > 0 && part.charCodeAt(kept) !== character) kept = borders[kept - 1] ?? 0;
  return part.charCodeAt(kept) === character ? kept + 1 : 0;
}

/** What stands between the stars. */
function partsOf(pattern: string): readonly string[] {
  const parts = [""];
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern.charAt(index);
    if (character === "*") {
      parts.push("");
      continue;
    }
    const isEscape = character === "\\" && ["*", "\\"].includes(pattern.charAt(index + 1));
    if (isEscape) index += 1;
    parts[parts.length - 1] += pattern.charAt(index);
  }
  return parts;
}
