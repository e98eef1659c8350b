import { invalidBecause } from "../shared/errors.ts";

const MOST = 100;

/**
 * A page of a list, whose order stays.
 * @param keyOf what the token of the next page is made of
 * @throws AwsError InvalidParameter for a token that is none
 */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  token: string | undefined,
): { readonly page: readonly Item[]; readonly next: { readonly NextToken?: string } } {
  const start = token === undefined ? 0 : startOf(items.map(keyOf), token);
  const page = items.slice(start, start + MOST);
  const last = page.at(-1);
  const hasMore = last !== undefined && start + MOST < items.length;
  return { page, next: hasMore ? { NextToken: Buffer.from(keyOf(last)).toString("base64") } : {} };
}

function startOf(keys: readonly string[], token: string): number {
  const found = keys.indexOf(Buffer.from(token, "base64").toString("utf8"));
  if (found === -1) throw invalidBecause("NextToken", "the token is not one of this list");
  return found + 1;
}
