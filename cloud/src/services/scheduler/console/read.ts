import { AwsError } from "../../../core/errors.ts";
import type { ScheduleTimes } from "../../../core/ports/scheduled-runs.ts";
import { nextTime, parseSchedule } from "../../../core/schedule-expression/schedule.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import type { CreateScheduleInput } from "../../../wire/models/generated/scheduler.types.ts";
import type { ScheduleKey } from "../shared/names.ts";
import type { AskedList } from "./addresses.ts";

type Caller = Pick<ConsoleContext, "call" | "schedules">;

/** What GetSchedule tells: what was given, and what the Scheduler knows of it. */
export interface Described extends Omit<CreateScheduleInput, "ClientToken" | "State"> {
  readonly Arn: string;
  readonly GroupName: string;
  readonly State: string;
  /** Epoch seconds. */
  readonly CreationDate?: number;
  readonly LastModificationDate?: number;
}

export interface ScheduleView {
  readonly schedule: Described;
  readonly times: ScheduleTimes;
}

export interface SchedulesPage {
  readonly schedules: readonly ScheduleView[];
  readonly next: string | undefined;
}

const ON_A_PAGE = 25;

interface Listed {
  readonly Schedules: readonly { readonly GroupName: string; readonly Name: string }[];
  readonly NextToken?: string;
}

/** @throws AwsError ResourceNotFoundException for a group that is not there */
export async function readSchedules(
  console: Caller,
  { group, prefix, state }: AskedList,
  token: string | null,
): Promise<SchedulesPage> {
  const { Schedules, NextToken } = await console.call<Listed>("scheduler", "ListSchedules", {
    MaxResults: ON_A_PAGE,
    ...(group === "" ? {} : { GroupName: group }),
    ...(prefix === "" ? {} : { NamePrefix: prefix }),
    ...(state === "" ? {} : { State: state }),
    ...(token === null ? {} : { NextToken: token }),
  });
  const found = await Promise.all(
    Schedules.map(({ GroupName, Name }) =>
      unlessGone(readSchedule(console, { group: GroupName, name: Name })),
    ),
  );
  return { schedules: found.filter((each) => each !== undefined), next: NextToken };
}

/** @throws AwsError ResourceNotFoundException */
export async function readSchedule(console: Caller, key: ScheduleKey): Promise<ScheduleView> {
  const schedule = await describeSchedule(console, key);
  return { schedule, times: console.schedules.times(schedule.Arn) };
}

/** @throws AwsError ResourceNotFoundException */
export function describeSchedule(
  console: Pick<Caller, "call">,
  { group, name }: ScheduleKey,
): Promise<Described> {
  return console.call<Described>("scheduler", "GetSchedule", { GroupName: group, Name: name });
}

/** Of all groups, and rules with a schedule are not among them; undefined for more than a page of AWS has. */
export async function countSchedules(console: Caller): Promise<number | undefined> {
  const { Schedules, NextToken } = await console.call<Listed>("scheduler", "ListSchedules", {
    MaxResults: 100,
  });
  return NextToken === undefined ? Schedules.length : undefined;
}

interface ListedGroups {
  readonly ScheduleGroups: readonly { readonly Name: string }[];
  readonly NextToken?: string;
}

/** Names of all groups: an account has 500 at most. */
export async function readGroups(console: Caller): Promise<readonly string[]> {
  const names: string[] = [];
  let token: string | undefined;
  do {
    const page: ListedGroups = await console.call<ListedGroups>("scheduler", "ListScheduleGroups", {
      MaxResults: 100,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    names.push(...page.ScheduleGroups.map(({ Name }) => Name));
    token = page.NextToken;
  } while (token !== undefined);
  return names;
}

/** A rule of EventBridge that has a schedule, with the targets that it has. */
export interface RuleView {
  readonly Name: string;
  readonly Arn: string;
  readonly State: string;
  readonly ScheduleExpression: string;
  readonly targets: readonly string[];
  readonly times: ScheduleTimes;
}

export interface RulesPage {
  readonly rules: readonly RuleView[];
  /** Name of the last one, where others follow. */
  readonly next: string | undefined;
}

type ListedRule = Pick<RuleView, "Name" | "Arn" | "State"> & { readonly ScheduleExpression?: string };

interface ListedRules {
  readonly Rules: readonly ListedRule[];
  readonly NextToken?: string;
}

/** Only the default bus has rules with a schedule: 300 at most. */
export async function readRules(
  console: Caller,
  { prefix, state }: AskedList,
  after: string | null,
): Promise<RulesPage> {
  const all: Omit<RuleView, "targets" | "times">[] = [];
  let token: string | undefined;
  do {
    const page: ListedRules = await console.call<ListedRules>("events", "ListRules", {
      Limit: 100,
      ...(prefix === "" ? {} : { NamePrefix: prefix }),
      ...(token === undefined ? {} : { NextToken: token }),
    });
    for (const { ScheduleExpression, ...rule } of page.Rules) {
      const isMeant =
        (state === "" || (rule.State === "DISABLED") === (state === "DISABLED")) && isAfter(rule);
      if (ScheduleExpression !== undefined && isMeant) all.push({ ...rule, ScheduleExpression });
    }
    token = page.NextToken;
  } while (token !== undefined);
  const shown = all.slice(0, ON_A_PAGE);
  const found = await Promise.all(shown.map((rule) => unlessGone(withTargets(console, rule))));
  return {
    rules: found.filter((each) => each !== undefined),
    next: all.length > shown.length ? shown.at(-1)?.Name : undefined,
  };

  function isAfter({ Name }: ListedRule): boolean {
    return after === null || Name > after;
  }
}

async function withTargets(console: Caller, rule: Omit<RuleView, "targets" | "times">): Promise<RuleView> {
  const { Targets = [] } = await console.call<{ Targets?: readonly { readonly Arn: string }[] }>(
    "events",
    "ListTargetsByRule",
    { Rule: rule.Name },
  );
  return { ...rule, targets: Targets.map(({ Arn }) => Arn), times: console.schedules.times(rule.Arn) };
}

/** When it is due, from the next time on; the Scheduler tells that one, and the expression the others. */
export function nextTimes(
  { ScheduleExpression, ScheduleExpressionTimezone: timeZone = "UTC", EndDate }: Described,
  { nextAt }: ScheduleTimes,
  most: number,
): readonly number[] {
  const schedule = parseSchedule(ScheduleExpression);
  const times: number[] = [];
  for (let at = nextAt; at !== undefined && times.length < most; ) {
    if (EndDate !== undefined && at > Number(EndDate) * 1000) break;
    times.push(at);
    at =
      schedule === undefined || schedule.kind === "at"
        ? undefined
        : nextTime(schedule, { after: at, anchor: at, timeZone });
  }
  return times;
}

/** One that was deleted since it was listed has no row. */
async function unlessGone<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsError && error.code === "ResourceNotFoundException") return undefined;
    throw error;
  }
}
