import { validation } from "./errors.ts";
import type { ScheduleKey } from "./names.ts";

export const PAGE = 100;
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
  const after = NextToken === undefined ? undefined : lastOf(NextToken);
  const at = after === undefined ? 0 : items.findIndex((item) => keyOf(item) === after) + 1;
  if (after !== undefined && at === 0) throw validation("Invalid NextToken.");
  const page = items.slice(at, at + MaxResults);
  const last = page.at(-1);
  if (last === undefined || at + MaxResults >= items.length) return { page };
  return { page, NextToken: tokenAfter(keyOf(last)) };
}

function lastOf(token: Token): string {
  return Buffer.from(token, "base64url").toString("utf8");
}

function tokenAfter(key: string): Token {
  return Buffer.from(key).toString("base64url");
}

/** After a schedule the next page begins, whether it is there still or not. */
export function tokenAfterSchedule({ group, name }: ScheduleKey): Token {
  return tokenAfter(`${group}/${name}`);
}

/** @throws AwsError ValidationException */
export function scheduleIn(token: Token): ScheduleKey {
  const [group = "", name = "", ...more] = lastOf(token).split("/");
  const key = { group, name };
  if (name === "" || more.length > 0 || tokenAfterSchedule(key) !== token) {
    throw validation("Invalid NextToken.");
  }
  return key;
}
