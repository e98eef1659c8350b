import { validation } from "./errors.ts";

const PAGE = 100;
/** After it the next page begins. */
type Token = string;

/** What lists take of their caller. */
export interface PageInput {
  readonly NextToken?: Token;
  readonly MaxResults?: number;
}

/**
 * One page of a list that is in the order of its keys.
 * @throws AwsError ValidationException
 */
export function pageOf<Item>(
  items: readonly Item[],
  { NextToken, MaxResults = PAGE }: PageInput,
  keyOf: (item: Item) => string,
): { readonly page: readonly Item[]; readonly NextToken?: Token } {
  const after = NextToken === undefined ? undefined : Buffer.from(NextToken, "base64url").toString("utf8");
  const at = after === undefined ? 0 : items.findIndex((item) => keyOf(item) === after) + 1;
  if (after !== undefined && at === 0) throw validation("Invalid NextToken.");
  const page = items.slice(at, at + MaxResults);
  const last = page.at(-1);
  if (last === undefined || at + MaxResults >= items.length) return { page };
  return { page, NextToken: Buffer.from(keyOf(last)).toString("base64url") };
}
