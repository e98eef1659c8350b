import { invalidParameter } from "../shared/errors.ts";

export interface RawMessage {
  /** By lower-case name; of a header that comes twice, all. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f]/;
const MAX_BYTES = 10 * 1_048_576;

/**
 * Headers of a MIME message; its body stays as it is.
 * @see https://www.rfc-editor.org/rfc/rfc5322#section-2.2
 */
export function parseRaw(base64: string): RawMessage {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > MAX_BYTES) throw invalidParameter("Message length is more than 10485760 bytes long");
  const text = bytes.toString("utf8").replaceAll("\r\n", "\n");
  const end = text.indexOf("\n\n");
  const head = end === -1 ? text : text.slice(0, end);
  // SES-3: some readers end a line where this one does not, and read another From there.
  if (CONTROL.test(head))
    throw invalidParameter("Header lines end with CRLF and have no control characters.");
  const headers = new Map<string, string[]>();
  for (const line of head.replace(/\n[ \t]+/g, " ").split("\n")) {
    const colon = line.indexOf(":");
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  return { headers, body: end === -1 ? "" : text.slice(end + 2) };
}
