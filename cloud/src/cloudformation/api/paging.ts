import { validationError } from "../shared/errors.ts";

const PAGE = 100;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/** One page of a list; the token is the place where the next one begins. */
export function pageOf<Item>(
  items: readonly Item[],
  { NextToken: token }: { readonly NextToken?: string },
): Page<Item> {
  const start = token === undefined ? 0 : Number(Buffer.from(token, "base64url").toString("utf8"));
  if (!Number.isInteger(start) || start < 0) throw validationError("Invalid NextToken");
  const end = start + PAGE;
  return {
    items: items.slice(start, end),
    nextToken: end < items.length ? Buffer.from(String(end)).toString("base64url") : undefined,
  };
}
