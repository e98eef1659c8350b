import { AwsError } from "../../../core/errors.ts";

const PAGE = 100;

/** One page of a list; the token is the place where the next one begins. */
export function pageOf<Item>(
  items: readonly Item[],
  {
    NextToken: token,
    MaxResults: size = PAGE,
  }: { readonly NextToken?: string; readonly MaxResults?: number },
): { readonly page: readonly Item[]; readonly NextToken?: string } {
  const start = token === undefined ? 0 : Number(Buffer.from(token, "base64url").toString("utf8"));
  if (!Number.isInteger(start) || start < 0) {
    throw new AwsError("InvalidNextTokenException", "Invalid NextToken value.");
  }
  const end = start + size;
  const page = items.slice(start, end);
  if (end >= items.length) return { page };
  return { page, NextToken: Buffer.from(String(end)).toString("base64url") };
}
