import { onOneLine } from "../../../core/printable.ts";
import { decode, decodedWords, parametersOf } from "./mime-headers.ts";

export interface Attachment {
  readonly name: string;
  /** `application/pdf` */
  readonly type: string;
  readonly sizeBytes: number;
}

export interface MimeContent {
  readonly text: string | undefined;
  readonly html: string | undefined;
  readonly attachments: readonly Attachment[];
  /** A part is the file that virus scanners are tried with. */
  readonly isInfected: boolean;
}

/**
 * In two pieces, so that no scanner takes this file for it.
 * @see https://www.eicar.org/download-anti-malware-testfile/
 */
const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("");

interface Leaf {
  readonly type: string;
  readonly name: string | undefined;
  readonly isAttached: boolean;
  readonly charset: string;
  readonly bytes: Buffer;
}

/** Deeper nesting is shown as an attachment. */
const DEEPEST = 20;

/**
 * What a MIME message says, encodings undone.
 * @param message with lines that end in `\n`, each character one byte (latin1)
 * @see https://www.rfc-editor.org/rfc/rfc2045, https://www.rfc-editor.org/rfc/rfc2046
 */
export function parseMime(message: string): MimeContent {
  const leaves = leavesOf(message, 0);
  const textOf = (type: string): string | undefined => {
    const texts = leaves.filter((leaf) => isText(leaf) && leaf.type === type);
    return texts.length === 0
      ? undefined
      : texts.map(({ bytes, charset }) => decode(bytes, charset)).join("\n");
  };
  const attachments = leaves.filter((leaf) => !isText(leaf));
  return {
    text: textOf("text/plain"),
    html: textOf("text/html"),
    attachments: attachments.map(({ name, type, bytes }) => ({
      name: onOneLine(name ?? "unnamed"),
      type: onOneLine(type),
      sizeBytes: bytes.length,
    })),
    isInfected: leaves.some(({ bytes }) => bytes.includes(EICAR)),
  };
}

/** Headers by lower-case name, and what follows them. */
export function splitEntity(message: string): {
  readonly head: string;
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
} {
  const end = message.startsWith("\n") ? 0 : message.indexOf("\n\n");
  const head = end === -1 ? message : message.slice(0, end);
  const headers = new Map<string, string[]>();
  for (const line of head.replace(/\n[ \t]+/g, " ").split("\n")) {
    const colon = line.indexOf(":");
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  if (end === -1) return { head, headers, body: "" };
  return { head, headers, body: message.slice(end === 0 ? 1 : end + 2) };
}

function isText({ type, isAttached }: Leaf): boolean {
  return !isAttached && (type === "text/plain" || type === "text/html");
}

function leavesOf(entity: string, depth: number): readonly Leaf[] {
  const { headers, body } = splitEntity(entity);
  const header = (name: string): string => headers.get(name)?.[0] ?? "";
  const { value = "text/plain", parameters: ofType } = parametersOf(header("content-type"));
  const { value: disposition = "", parameters: ofPart } = parametersOf(header("content-disposition"));
  const type = value.toLowerCase();
  const boundary = ofType.get("boundary");
  if (type.startsWith("multipart/") && boundary !== undefined && depth < DEEPEST) {
    return partsOf(body, boundary).flatMap((part) => leavesOf(part, depth + 1));
  }
  const name = ofPart.get("filename") ?? ofType.get("name");
  return [
    {
      type,
      name: name === undefined ? undefined : decodedWords(name),
      isAttached: disposition.toLowerCase() === "attachment" || name !== undefined,
      charset: ofType.get("charset") ?? "utf-8",
      bytes: decodeTransfer(body, header("content-transfer-encoding").toLowerCase()),
    },
  ];
}

/** What stands before the first boundary and behind the last is nobody's. */
function partsOf(body: string, boundary: string): readonly string[] {
  const parts: string[][] = [];
  for (const line of body.split("\n")) {
    const mark = line.startsWith("--") ? line.trimEnd() : "";
    if (mark === `--${boundary}--`) break;
    if (mark === `--${boundary}`) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts.map((lines) => lines.join("\n"));
}

function decodeTransfer(body: string, encoding: string): Buffer {
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding === "quoted-printable") return Buffer.from(unquoted(body), "latin1");
  return Buffer.from(body, "latin1");
}

/** @see https://www.rfc-editor.org/rfc/rfc2045#section-6.7 */
function unquoted(text: string): string {
  return text
    .replace(/=[ \t]*\n/g, "")
    .replace(/=([0-9A-Fa-f]{2})/g, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
