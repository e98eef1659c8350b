import { validation } from "./errors.ts";

const PAGE = 100;

/** What lists take of their caller. */
export interface PageInput {
  readonly NextToken?: string | undefined;
  readonly Limit?: number | undefined;
}

/**
 * One page of a list; the token is the place where the next one begins.
 * @throws AwsError ValidationException
 */
export function pageOf<Item>(
  items: readonly Item[],
  { NextToken: token, Limit: size = PAGE }: PageInput,
): { readonly page: readonly Item[]; readonly NextToken?: string } {
  const text = token === undefined ? "0" : Buffer.from(token, "base64url").toString("utf8");
  if (!/^\d{1,9}$/.test(text)) throw validation("Parameter NextToken is not valid.");
  const start = Number(text);
  const end = start + size;
  const page = items.slice(start, end);
  if (end >= items.length) return { page };
  return { page, NextToken: Buffer.from(String(end)).toString("base64url") };
}
