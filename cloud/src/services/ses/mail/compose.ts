import { unsupported } from "../../../core/errors.ts";
import type { MailHeader, MailParts } from "../../../core/ports/mailbox.ts";
import { invalidParameter } from "../shared/errors.ts";
import { splitAddresses } from "./address.ts";
import type { Mail } from "./mail.ts";
import { parseRaw } from "./raw.ts";

export interface Recipients {
  readonly ToAddresses?: readonly string[];
  readonly CcAddresses?: readonly string[];
  readonly BccAddresses?: readonly string[];
}

export function recipientsOf({ ToAddresses = [], CcAddresses = [], BccAddresses = [] }: Recipients = {}) {
  return [...ToAddresses, ...CcAddresses, ...BccAddresses];
}

export interface Parts {
  readonly Text?: { readonly Data: string } | undefined;
  readonly Html?: { readonly Data: string } | undefined;
}

/** What the mailbox shows: the text, or the source of the page where there is none. */
export function bodyOf({ Text, Html }: Parts): string {
  const body = Text?.Data ?? Html?.Data;
  if (body === undefined) throw invalidParameter("A message needs a body: Text or Html.");
  return body;
}

export interface Around {
  readonly Destination: Recipients | undefined;
  readonly ReplyToAddresses: readonly string[] | undefined;
  readonly ReturnPath?: string | undefined;
  readonly Headers?: readonly { readonly Name: string; readonly Value: string }[] | undefined;
}

/** What a mail server gets of a mail: blind copies stand in no header. */
export function partsOf(
  { Text, Html }: Parts,
  { Destination, ReplyToAddresses, ReturnPath, Headers }: Around,
): MailParts {
  return {
    text: Text?.Data,
    html: Html?.Data,
    to: Destination?.ToAddresses,
    cc: Destination?.CcAddresses,
    replyTo: ReplyToAddresses,
    returnPath: ReturnPath,
    headers: Headers?.map(ownHeader),
  };
}

/**
 * Headers by which a mail would say another sender, or other recipients, than those that were judged.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageHeader.html
 */
const RESERVED =
  /^(?:from|sender|to|cc|bcc|reply-to|return-path|subject|date|message-id|mime-version|content-.*|received|dkim-signature|resent-.*)$/i;

function ownHeader({
  Name: name,
  Value: value,
}: {
  readonly Name: string;
  readonly Value: string;
}): MailHeader {
  // SES-3: who a mail is from is what was judged.
  if (RESERVED.test(name)) throw invalidParameter(`The header ${name} can not be set by a caller.`);
  return { name, value };
}

export type RawMail = Pick<
  Mail,
  "from" | "source" | "senders" | "returnPath" | "subject" | "body" | "isInfected" | "recipients" | "parts"
> & { readonly configurationSet?: string | undefined };

/** Headers by which a raw message names identities of other accounts. */
const ARNS = ["x-ses-from-arn", "x-ses-return-path-arn", "x-ses-source-arn"] as const;

/**
 * A raw message: who sends it stands in its header, also where the call says somebody else.
 * @param recipients of the call, instead of those of the headers
 */
export function rawMail(
  data: string,
  source: string | undefined,
  recipients: readonly string[] | undefined,
): RawMail {
  const { headers, subject, body, isInfected } = parseRaw(data);
  const arn = ARNS.find((name) => headers.has(name));
  if (arn !== undefined) throw unsupported(`The header ${arn} of a raw message`);
  const from = (headers.get("from") ?? []).flatMap(splitAddresses);
  const [first, ...others] = from;
  if (first === undefined || others.length > 0) throw invalidParameter("A message has one From.");
  const inHeaders = ["to", "cc", "bcc"].flatMap((name) => headers.get(name) ?? []).flatMap(splitAddresses);
  const [returnPath] = (headers.get("return-path") ?? []).filter((path) => path !== "" && path !== "<>");
  return {
    from: first,
    source,
    senders: (headers.get("sender") ?? []).flatMap(splitAddresses),
    returnPath,
    subject,
    body,
    isInfected,
    // SES-6: counts where the call names none.
    configurationSet: headers.get("x-ses-configuration-set")?.[0],
    recipients: recipients !== undefined && recipients.length > 0 ? recipients : inHeaders,
    parts: { raw: data, returnPath: returnPath ?? source },
  };
}

export const tagsOf = (tags: readonly { readonly Name: string; readonly Value: string }[] = []) =>
  tags.map(({ Name: name, Value: value }) => ({ name, value }));
