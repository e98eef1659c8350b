import { endOfText } from "./json-text.ts";

interface OpenObject {
  readonly keys: Set<string>;
  /** The next text is a key. */
  expectsKey: boolean;
}

/**
 * The first key that an object of a JSON text has twice: `JSON.parse` takes the last, other readers
 * the first. The text is valid JSON. Linear.
 */
export function repeatedKey(text: string): string | undefined {
  const open: (OpenObject | undefined)[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    const top = open.at(-1);
    if (character === "{") open.push({ keys: new Set(), expectsKey: true });
    else if (character === "[") open.push(undefined);
    else if (character === "}" || character === "]") open.pop();
    else if (character === "," && top !== undefined) top.expectsKey = true;
    else if (character === '"') {
      const end = endOfText(text, index);
      if (top?.expectsKey === true) {
        const key = JSON.parse(text.slice(index, end + 1)) as string;
        if (top.keys.has(key)) return key;
        top.keys.add(key);
        top.expectsKey = false;
      }
      index = end;
    }
  }
  return undefined;
}
