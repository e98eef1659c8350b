import type { Caller } from "../../../../core/caller.ts";
import { judgedArn } from "../../identities/lookup.ts";
import type { SesContext } from "../../shared/context.ts";
import { parseAddress, splitAddresses } from "../address.ts";
import type { Mail } from "../mail.ts";
import { splitEntity } from "../mime.ts";
import type { SendingCall } from "./sending-call.ts";

export interface EventMail extends Omit<Mail, "recipients" | "configurationSet"> {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Addresses alone. */
  readonly destination: readonly string[];
  readonly configurationSet: string;
}

interface Header {
  readonly name: string;
  readonly value: string;
}

/** Beyond that headers are left out. */
const HEADER_BYTES = 10_240;

/**
 * The `mail` of an event.
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#event-publishing-retrieving-sns-contents-mail-object
 */
export function mailDocument(ses: SesContext, mail: EventMail, call: SendingCall): object {
  const { headers, isTruncated } = withinLimit(headersOf(mail));
  const { address } = parseAddress(mail.from);
  return {
    timestamp: new Date(mail.at).toISOString(),
    source: mail.source ?? mail.from,
    sourceArn: judgedArn(ses, address),
    sendingAccountId: ses.scope.accountId,
    messageId: mail.id,
    destination: mail.destination,
    headersTruncated: isTruncated,
    headers,
    commonHeaders: commonHeaders(headers, mail),
    tags: {
      ...ofSes({
        operation: call.operation,
        "configuration-set": mail.configurationSet,
        "source-ip": call.sourceIp,
        "from-domain": address.slice(address.lastIndexOf("@") + 1),
        "caller-identity": nameOf(call.caller),
      }),
      ...Object.fromEntries(mail.tags.map(({ name, value }) => [name, [value]])),
    },
  };
}

/** Tags that SES gives by itself. */
function ofSes(values: Readonly<Record<string, string>>) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`ses:${name}`, [value]]));
}

function headersOf({ from, subject, parts }: EventMail): readonly Header[] {
  if (parts.raw !== undefined) return rawHeaders(parts.raw);
  const lists = [
    ["To", parts.to],
    ["Cc", parts.cc],
    ["Reply-To", parts.replyTo],
  ] as const;
  return [
    { name: "From", value: from },
    ...lists.flatMap(([name, list = []]) => (list.length === 0 ? [] : [{ name, value: list.join(", ") }])),
    ...(subject === "" ? [] : [{ name: "Subject", value: subject }]),
    ...(parts.headers ?? []),
    { name: "MIME-Version", value: "1.0" },
  ];
}

/** As the message has them, on one line each. */
function rawHeaders(base64: string): readonly Header[] {
  const message = Buffer.from(base64, "base64").toString("utf8").replaceAll("\r\n", "\n");
  const lines = splitEntity(message)
    .head.replace(/\n[ \t]+/g, " ")
    .split("\n");
  return lines.flatMap((line) => {
    const colon = line.indexOf(":");
    return colon < 1 ? [] : [{ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() }];
  });
}

function withinLimit(all: readonly Header[]) {
  const headers: Header[] = [];
  let bytes = 0;
  for (const header of all) {
    bytes += Buffer.byteLength(header.name) + Buffer.byteLength(header.value);
    if (bytes > HEADER_BYTES) return { headers, isTruncated: true };
    headers.push(header);
  }
  return { headers, isTruncated: false };
}

function commonHeaders(headers: readonly Header[], { id, subject }: EventMail): object {
  const valuesOf = (name: string) =>
    headers.filter((header) => header.name.toLowerCase() === name).map(({ value }) => value);
  const list = (member: string, name: string) => {
    const values = valuesOf(name).flatMap(splitAddresses);
    return values.length === 0 ? {} : { [member]: values };
  };
  const [date] = valuesOf("date");
  return {
    ...list("from", "from"),
    ...(date === undefined ? {} : { date }),
    ...list("to", "to"),
    ...list("cc", "cc"),
    ...list("replyTo", "reply-to"),
    messageId: id,
    ...(subject === "" ? {} : { subject }),
  };
}

function nameOf(caller: Caller): string {
  if (caller.kind === "role") return caller.roleName;
  return caller.kind === "administrator" ? caller.arn.slice(caller.arn.lastIndexOf("/") + 1) : caller.kind;
}
