import { withQuery } from "../../../web/parts/paging.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";
import { DEFAULT_GROUP } from "../shared/constants.ts";
import type { ScheduleKey } from "../shared/names.ts";

export const SCHEDULES_PATH = `${CONSOLE_PATH}schedules`;
/** Rules are run by the place that they have of their own. */
export const RUN_RULE_PATH = `${CONSOLE_PATH}rules/run`;

/** What a list of schedules is asked for. */
export interface AskedList {
  /** Empty for all. */
  readonly group: string;
  readonly prefix: string;
  /** `ENABLED`, `DISABLED`, or empty for both. */
  readonly state: string;
}

export function listPath(asked: AskedList, more: Readonly<Record<string, string>> = {}): string {
  return withQuery(SCHEDULES_PATH, { ...asked, ...more });
}

/** Names stand in the query, as those of rules do. */
export function schedulePath({ group, name }: ScheduleKey): string {
  return withQuery(`${SCHEDULES_PATH}/schedule`, { group: group === DEFAULT_GROUP ? "" : group, name });
}

export function groupIn(text: string | null): string {
  return text === null || text === "" ? DEFAULT_GROUP : text;
}

export function rulePath(name: string): string {
  return withQuery(`${CONSOLE_PATH}rules/rule`, { name });
}
