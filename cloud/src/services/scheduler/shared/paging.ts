import { keyIn, type ListQuestion, pageOf as onePage, tokenAfter } from "../../../wire/paging.ts";
import { validation } from "./errors.ts";
import type { ScheduleKey } from "./names.ts";

export const PAGE = 100;
/** After it the next page begins. */
type Token = string;

interface Question extends ListQuestion {
  readonly input: { readonly NextToken?: Token; readonly MaxResults?: number };
}

const invalid = () => validation("Invalid NextToken.");

/**
 * One page of a list that is in the order of its keys.
 * @throws AwsError ValidationException
 */
export function pageOf<Item>(
  items: readonly Item[],
  question: Question,
  keyOf: (item: Item) => string,
): { readonly page: readonly Item[]; readonly NextToken?: Token } {
  const { NextToken: token, MaxResults: size = PAGE } = question.input;
  const { items: page, next } = onePage({ items, keyOf, question, size, token, invalid });
  return next === undefined ? { page } : { page, NextToken: next };
}

/** After a schedule the next page begins, whether it is there still or not. */
export function tokenAfterSchedule({ group, name }: ScheduleKey, question: Question): Token {
  return tokenAfter(`${group}/${name}`, question);
}

/** The schedule behind which the page begins that is asked for. @throws AwsError ValidationException */
export function scheduleBefore(question: Question): ScheduleKey | undefined {
  const { NextToken: token } = question.input;
  if (token === undefined) return undefined;
  const [group = "", name = ""] = keyIn(token, question, invalid).split("/");
  return { group, name };
}
