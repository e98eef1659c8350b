import { invalidParameter } from "../errors.ts";
import { splitAddresses } from "./address.ts";
import { parseRaw } from "./raw.ts";
import type { Mail } from "./send.ts";

export interface Recipients {
  readonly ToAddresses?: readonly string[];
  readonly CcAddresses?: readonly string[];
  readonly BccAddresses?: readonly string[];
}

export function recipientsOf({ ToAddresses = [], CcAddresses = [], BccAddresses = [] }: Recipients = {}) {
  return [...ToAddresses, ...CcAddresses, ...BccAddresses];
}

export interface Parts {
  readonly Text?: { readonly Data: string };
  readonly Html?: { readonly Data: string };
}

/** What the mailbox shows: the text, or the source of the page where there is none. */
export function bodyOf({ Text, Html }: Parts): string {
  const body = Text?.Data ?? Html?.Data;
  if (body === undefined) throw invalidParameter("A message needs a body: Text or Html.");
  return body;
}

export type RawMail = Pick<
  Mail,
  "from" | "source" | "senders" | "returnPath" | "subject" | "body" | "recipients"
>;

/**
 * A raw message: who sends it stands in its header, also where the call says somebody else.
 * @param recipients of the call, instead of those of the headers
 */
export function rawMail(
  data: string,
  source: string | undefined,
  recipients: readonly string[] | undefined,
): RawMail {
  const { headers, body } = parseRaw(data);
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
    subject: headers.get("subject")?.[0] ?? "",
    body,
    recipients: recipients !== undefined && recipients.length > 0 ? recipients : inHeaders,
  };
}

export const tagsOf = (tags: readonly { readonly Name: string; readonly Value: string }[] = []) =>
  tags.map(({ Name: name, Value: value }) => ({ name, value }));
