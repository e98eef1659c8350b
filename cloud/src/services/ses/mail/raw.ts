import { onOneLine } from "../../../core/printable.ts";
import { invalidParameter } from "../shared/errors.ts";
import { parseMime, splitEntity } from "./mime.ts";
import { decodedWords } from "./mime-headers.ts";

export interface RawMessage {
  /** By lower-case name; of a header that comes twice, all. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Encodings undone. */
  readonly subject: string;
  /** What people read of it: the text, or the source of the page; attachments are named below. */
  readonly body: string;
  /** A part of it is the file that virus scanners are tried with. */
  readonly isInfected: boolean;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f]/;
const MAX_BYTES = 10 * 1_048_576;

/**
 * A MIME message.
 * @see https://www.rfc-editor.org/rfc/rfc5322#section-2.2
 */
export function parseRaw(base64: string): RawMessage {
  const bytes = Buffer.from(base64, "base64");
  if (bytes.length > MAX_BYTES) throw invalidParameter("Message length is more than 10485760 bytes long");
  const { head, headers } = splitEntity(bytes.toString("utf8").replaceAll("\r\n", "\n"));
  // SES-3: some readers end a line where this one does not, and read another From there.
  if (CONTROL.test(head)) {
    throw invalidParameter("Header lines end with CRLF and have no control characters.");
  }
  const { text, html, attachments, isInfected } = parseMime(
    bytes.toString("latin1").replaceAll("\r\n", "\n"),
  );
  const named = attachments.map(({ name, type, sizeBytes }) => `[${name}: ${type}, ${sizeBytes} bytes]`);
  const said = text ?? html;
  return {
    headers,
    subject: onOneLine(decodedWords(headers.get("subject")?.[0] ?? "")),
    body: [...(said === undefined ? [] : [said]), ...named].join("\n"),
    isInfected,
  };
}
