import { type ListQuestion, pageOf as onePage } from "../../../wire/paging.ts";
import { validation } from "./errors.ts";

const PAGE = 100;

interface Question extends ListQuestion {
  readonly input: { readonly NextToken?: string | undefined; readonly Limit?: number | undefined };
}

/** One page of a list of EventBridge. @throws AwsError ValidationException */
export function pageOf<Item>(
  items: readonly Item[],
  question: Question,
  keyOf: (item: Item) => string,
): { readonly page: readonly Item[]; readonly NextToken?: string } {
  const { NextToken: token, Limit: size = PAGE } = question.input;
  const invalid = () => validation("Parameter NextToken is not valid.");
  const { items: page, next } = onePage({ items, keyOf, question, size, token, invalid });
  return next === undefined ? { page } : { page, NextToken: next };
}
