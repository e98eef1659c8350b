import { type DayRule, dayRuleOf } from "./cron-days.ts";
import { HOURS, MINUTES, MONTHS, type NumberSet, numbersOf, YEARS } from "./cron-field.ts";

/** What the six fields of a cron expression choose. */
export interface Cron {
  readonly minutes: NumberSet;
  readonly hours: NumberSet;
  readonly days: DayRule;
  readonly months: NumberSet;
  readonly years: NumberSet;
}

const FIELDS = 6;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** @returns undefined for what are no six fields */
export function parseCron(text: string): Cron | undefined {
  const [minute = "", hour = "", day = "", month = "", weekday = "", year = "", ...more] = text.split(" ");
  if (more.length > 0 || text.split(" ").length !== FIELDS) return undefined;
  const minutes = numbersOf(minute, MINUTES);
  const hours = numbersOf(hour, HOURS);
  const days = dayRuleOf(day, weekday);
  const months = numbersOf(month, MONTHS);
  const years = numbersOf(year, YEARS);
  if (minutes === undefined || hours === undefined || days === undefined) return undefined;
  if (months === undefined || years === undefined) return undefined;
  return { minutes, hours, days, months, years };
}

/**
 * The first moment after `after` that the expression chooses, both on a clock without a zone: milliseconds
 * as `Date.UTC` counts them. Undefined when there is none.
 */
export function nextLocal(cron: Cron, after: number): number | undefined {
  const from = (Math.floor(after / MINUTE_MS) + 1) * MINUTE_MS;
  const start = new Date(from);
  for (let year = start.getUTCFullYear(); year <= YEARS.most; year += 1) {
    if (!cron.years.has(year)) continue;
    for (let month = 1; month <= 12; month += 1) {
      if (!cron.months.has(month) || Date.UTC(year, month, 1) <= from) continue;
      const found = nextInMonth(cron, { year, month }, from);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function nextInMonth(
  cron: Cron,
  { year, month }: { readonly year: number; readonly month: number },
  from: number,
): number | undefined {
  const first = Date.UTC(year, month - 1, 1);
  const length = (Date.UTC(year, month, 1) - first) / DAY_MS;
  for (let day = 1; day <= length; day += 1) {
    const midnight = first + (day - 1) * DAY_MS;
    if (midnight + DAY_MS <= from) continue;
    const weekday = new Date(midnight).getUTCDay() + 1;
    const found = cron.days({ day, length, weekday }) ? nextInDay(cron, midnight, from) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function nextInDay({ hours, minutes }: Cron, midnight: number, from: number): number | undefined {
  for (let minute = Math.max(0, (from - midnight) / MINUTE_MS); minute < 24 * 60; minute += 1) {
    if (hours.has(Math.floor(minute / 60)) && minutes.has(minute % 60)) return midnight + minute * MINUTE_MS;
  }
  return undefined;
}
