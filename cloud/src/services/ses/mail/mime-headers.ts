interface Parameterized {
  readonly value: string | undefined;
  /** By lower-case name, quotes and percent-encodings undone. */
  readonly parameters: ReadonlyMap<string, string>;
}

const PARAMETER = /;\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g;

/**
 * `text/plain; charset=utf-8`
 * @see https://www.rfc-editor.org/rfc/rfc2045#section-5.1, https://www.rfc-editor.org/rfc/rfc2231
 */
export function parametersOf(header: string): Parameterized {
  const semicolon = header.indexOf(";");
  const value = (semicolon === -1 ? header : header.slice(0, semicolon)).trim();
  const parameters = new Map<string, string>();
  for (const [, name = "", quoted, bare = ""] of header.matchAll(PARAMETER)) {
    const text = quoted === undefined ? bare : quoted.replace(/\\(.)/g, "$1");
    const isExtended = name.endsWith("*");
    const key = (isExtended ? name.slice(0, -1) : name).toLowerCase();
    parameters.set(key, isExtended ? extended(text) : text);
  }
  return { value: value === "" ? undefined : value, parameters };
}

/** `UTF-8''caf%C3%A9.pdf` */
function extended(text: string): string {
  const encoded = text.split("'").slice(2).join("'");
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

const WORD = /=\?([^?\s]+)\?([BbQq])\?([^?\s]*)\?=/g;

/** `=?utf-8?B?…?=` in headers. @see https://www.rfc-editor.org/rfc/rfc2047 */
export function decodedWords(text: string): string {
  return text
    .replace(/\?=[ \t]+=\?/g, "?==?")
    .replace(WORD, (_match, charset: string, encoding: string, word: string) => {
      const bytes = encoding.toUpperCase() === "B" ? Buffer.from(word, "base64") : ofQ(word);
      return decode(bytes, charset);
    });
}

/** Of a charset that nobody knows, as UTF-8. */
export function decode(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString("utf8");
  }
}

function ofQ(word: string): Buffer {
  const text = word
    .replaceAll("_", " ")
    .replace(/=([0-9A-Fa-f]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, "latin1");
}
