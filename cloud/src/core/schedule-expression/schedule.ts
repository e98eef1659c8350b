import { type Cron, nextLocal, parseCron } from "./cron.ts";
import { instantOf, localTime } from "./time-zone.ts";

/** When something is to be done: again and again, or once. */
export type Schedule =
  | { readonly kind: "rate"; readonly everyMs: number }
  | { readonly kind: "cron"; readonly cron: Cron }
  /** On the clocks of the schedule's zone, as `Date.UTC` counts it. */
  | { readonly kind: "at"; readonly local: number };

const UNITS: ReadonlyMap<string, number> = new Map([
  ["minute", 60_000],
  ["hour", 3_600_000],
  ["day", 86_400_000],
]);
const RATE = /^([1-9]\d{0,8}) (minute|hour|day)(s?)$/;
const AT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

/**
 * `rate(5 minutes)`, `cron(0 8 ? * MON-FRI *)` and `at(2026-11-20T13:00:00)`.
 * @returns undefined for another text
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function parseSchedule(text: string): Schedule | undefined {
  const [, kind, inner = ""] = /^(rate|cron|at)\((.*)\)$/s.exec(text) ?? [];
  if (kind === "rate") return parseRate(inner);
  if (kind === "at") return parseAt(inner);
  const cron = kind === "cron" ? parseCron(inner) : undefined;
  return cron === undefined ? undefined : { kind: "cron", cron };
}

/** A rate whose unit is singular for one and plural for others, or another expression. */
export function hasRightPlural(text: string): boolean {
  const [, count, , plural] = RATE.exec(/^rate\((.*)\)$/s.exec(text)?.[1] ?? "") ?? [];
  return count === undefined || (count === "1") === (plural === "");
}

function parseRate(text: string): Schedule | undefined {
  const [, count = "", unit = ""] = RATE.exec(text) ?? [];
  const unitMs = UNITS.get(unit);
  if (unitMs === undefined) return undefined;
  return { kind: "rate", everyMs: Number(count) * unitMs };
}

function parseAt(text: string): Schedule | undefined {
  if (!AT.test(text)) return undefined;
  const local = Date.parse(`${text}Z`);
  // The 30th of February is read as the 2nd of March.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 19) !== text) return undefined;
  return { kind: "at", local };
}

export interface NextOptions {
  /** Epoch milliseconds: the answer is later. */
  readonly after: number;
  /** From when a rate counts, in epoch milliseconds: it is due one period later. */
  readonly anchor: number;
  /** Of the time zone database. */
  readonly timeZone?: string;
}

/**
 * When the schedule is due next, in epoch milliseconds; undefined when never more. A time that clocks leap
 * over in spring is left out; one that they show twice in autumn counts once.
 */
export function nextTime(
  schedule: Schedule,
  { after, anchor, timeZone = "UTC" }: NextOptions,
): number | undefined {
  switch (schedule.kind) {
    case "rate": {
      const periods = Math.max(1, Math.floor((after - anchor) / schedule.everyMs) + 1);
      return anchor + periods * schedule.everyMs;
    }
    case "at": {
      const at = instantOf(schedule.local, timeZone);
      return at !== undefined && at > after ? at : undefined;
    }
    case "cron":
      return nextCron(schedule.cron, after, timeZone);
  }
}

function nextCron(cron: Cron, after: number, timeZone: string): number | undefined {
  let local = nextLocal(cron, localTime(after, timeZone));
  while (local !== undefined) {
    const instant = instantOf(local, timeZone);
    if (instant !== undefined && instant > after) return instant;
    local = nextLocal(cron, local);
  }
  return undefined;
}
