import { type ListQuestion, pageOf as onePage } from "../../../wire/paging.ts";
import { invalidBecause } from "../shared/errors.ts";

const MOST = 100;

/** A page of a list of SNS. @throws AwsError InvalidParameter for a token that is none */
export function pageOf<Item>(
  items: readonly Item[],
  question: ListQuestion & { readonly token: string | undefined },
  keyOf: (item: Item) => string,
): { readonly page: readonly Item[]; readonly next: { readonly NextToken?: string } } {
  const { token } = question;
  const invalid = () => invalidBecause("NextToken", "the token is not one of this list");
  const { items: page, next } = onePage({ items, keyOf, question, size: MOST, token, invalid });
  return { page, next: next === undefined ? {} : { NextToken: next } };
}
