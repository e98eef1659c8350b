import { AwsError } from "../../../core/errors.ts";
import { type ListQuestion, pageOf as onePage } from "../../../wire/paging.ts";

const PAGE = 100;

interface Question extends ListQuestion {
  readonly input: { readonly NextToken?: string; readonly MaxResults?: number };
}

/** One page of a list of Secrets Manager. @throws AwsError InvalidNextTokenException */
export function pageOf<Item>(
  items: readonly Item[],
  question: Question,
  keyOf: (item: Item) => string,
): { readonly page: readonly Item[]; readonly NextToken?: string } {
  const { NextToken: token, MaxResults: size = PAGE } = question.input;
  const invalid = () => new AwsError("InvalidNextTokenException", "Invalid NextToken value.");
  const { items: page, next } = onePage({ items, keyOf, question, size, token, invalid });
  return next === undefined ? { page } : { page, NextToken: next };
}
