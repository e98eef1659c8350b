import { AwsError } from "../../../core/errors.ts";
import { type ListQuestion, pageOf as onePage } from "../../../wire/paging.ts";

interface Question extends ListQuestion {
  readonly input: { readonly NextToken?: string; readonly MaxResults?: number };
  /** Items of a page where the input does not say. */
  readonly size: number;
}

/** One page of a list of the Parameter Store. @throws AwsError InvalidNextToken */
export function pageOf<Item>(
  items: readonly Item[],
  question: Question,
  keyOf: (item: Item) => string,
): { readonly page: readonly Item[]; readonly NextToken?: string } {
  const { NextToken: token, MaxResults: size = question.size } = question.input;
  const invalid = () => new AwsError("InvalidNextToken", "");
  const { items: page, next } = onePage({ items, keyOf, question, size, token, invalid });
  return next === undefined ? { page } : { page, NextToken: next };
}
