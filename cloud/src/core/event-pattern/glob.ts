/** Whether a text is what a pattern says in which `*` stands for any characters; `\*` and `\\` for themselves. */
export function glob(pattern: string): (text: string) => boolean {
  const parts = partsOf(pattern);
  return (text) => {
    const [first = "", ...rest] = parts;
    const last = rest.pop();
    if (last === undefined) return text === first;
    if (!text.startsWith(first)) return false;
    let at = first.length;
    for (const part of rest) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return text.length - last.length >= at && text.endsWith(last);
  };
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
