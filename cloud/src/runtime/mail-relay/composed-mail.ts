import type { OutgoingMessage } from "../../core/ports/mailbox.ts";

/** In two parts: the library reads texts in a way of its own, and may find another address in them. */
export interface NamedAddress {
  readonly name: string;
  readonly address: string;
}

/** What the library makes a message of. */
export interface ComposedMail {
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly raw?: Buffer;
  readonly messageId?: string;
  readonly date?: Date;
  readonly from?: NamedAddress;
  readonly to?: readonly NamedAddress[];
  readonly cc?: readonly NamedAddress[];
  readonly replyTo?: readonly NamedAddress[];
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly headers?: readonly { readonly key: string; readonly value: string }[];
}

interface Around {
  readonly id: string;
  readonly defaultFrom: string;
}

/** One mail to one recipient; who else it goes to stands in its header only. */
export function composeMail(message: OutgoingMessage, { id, defaultFrom }: Around): ComposedMail {
  const { parts = {}, destination, subject, body, sentAt } = message;
  const from = message.from ?? defaultFrom;
  const envelope = { from: namedAddress(parts.returnPath ?? from).address, to: [destination] };
  if (parts.raw !== undefined)
    return { envelope, raw: withoutPrivateHeaders(Buffer.from(parts.raw, "base64")) };
  const text = parts.text ?? (parts.html === undefined ? body : undefined);
  return {
    envelope,
    messageId: `<${id}@portcullis.localhost>`,
    date: new Date(sentAt),
    from: namedAddress(from),
    to: (parts.to ?? (parts.cc === undefined ? [destination] : [])).map(namedAddress),
    ...(parts.cc === undefined ? {} : { cc: parts.cc.map(namedAddress) }),
    ...(parts.replyTo === undefined ? {} : { replyTo: parts.replyTo.map(namedAddress) }),
    subject,
    ...(text === undefined ? {} : { text }),
    ...(parts.html === undefined ? {} : { html: parts.html }),
    headers: (parts.headers ?? []).map(({ name: key, value }) => ({ key, value })),
  };
}

/** SES-3: `Name <name@example.com>` as it was judged: the address is what stands in the last brackets. */
function namedAddress(text: string): NamedAddress {
  const trimmed = text.trim();
  const open = trimmed.lastIndexOf("<");
  if (open === -1 || !trimmed.endsWith(">")) return { name: "", address: trimmed };
  const name = trimmed.slice(0, open).trim();
  const isQuoted = name.length > 1 && name.startsWith('"') && name.endsWith('"');
  return {
    name: isQuoted ? name.slice(1, -1).replace(/\\(.)/g, "$1") : name,
    address: trimmed.slice(open + 1, -1),
  };
}

const PRIVATE: ReadonlySet<string> = new Set(["bcc", "return-path"]);

/** As AWS does it: recipients do not read who else had a blind copy. Bytes of the body stay as they are. */
function withoutPrivateHeaders(raw: Buffer): Buffer {
  const text = raw.toString("latin1");
  const end = /\r?\n\r?\n/.exec(text);
  const head = end === null ? text : text.slice(0, end.index);
  const lines = head.split(/(?<=\n)/);
  let isPrivate = false;
  const kept = lines.filter((line) => {
    if (!/^[ \t]/.test(line)) isPrivate = PRIVATE.has(line.slice(0, line.indexOf(":")).trim().toLowerCase());
    return !isPrivate;
  });
  const rest = end === null ? "" : text.slice(end.index);
  return Buffer.from(kept.join("").replace(/\r?\n$/, "") + rest, "latin1");
}
