import { invalidParameter, invalidValue } from "../shared/errors.ts";

interface Paging {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

const MOST = 1000;

/**
 * A page of names in their order. Without MaxResults there are a thousand and no token, as on AWS.
 * @throws SqsError InvalidParameterValue
 */
export function pageOf(
  names: readonly string[],
  { MaxResults: limit, NextToken: token }: Paging,
): { readonly page: readonly string[]; readonly next: { readonly NextToken?: string } } {
  if (limit !== undefined && (limit < 1 || limit > MOST)) {
    throw invalidValue(limit, "MaxResults", `MaxResults must be an integer between 1 and ${MOST}.`);
  }
  if (token !== undefined && limit === undefined) {
    throw invalidParameter("MaxResults is a mandatory parameter when you provide a value for NextToken.");
  }
  const after = token === undefined ? "" : Buffer.from(token, "base64url").toString("utf8");
  const rest = names.filter((name) => name > after);
  const page = rest.slice(0, limit ?? MOST);
  const last = page.at(-1);
  const hasMore = limit !== undefined && last !== undefined && rest.length > page.length;
  return { page, next: hasMore ? { NextToken: Buffer.from(last).toString("base64url") } : {} };
}
