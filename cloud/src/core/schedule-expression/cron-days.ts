import { DAYS, numberOf, numbersOf, WEEKDAYS } from "./cron-field.ts";

/** A day of a month, as far as days are chosen. */
export interface MonthDay {
  /** From 1. */
  readonly day: number;
  /** Days of the month. */
  readonly length: number;
  /** 1 is Sunday. */
  readonly weekday: number;
}

export type DayRule = (day: MonthDay) => boolean;

/**
 * Which days two fields choose, of which one has to be `?`.
 * @returns undefined for other texts
 */
export function dayRuleOf(daysOfMonth: string, daysOfWeek: string): DayRule | undefined {
  if ((daysOfMonth === "?") === (daysOfWeek === "?")) return undefined;
  return daysOfWeek === "?" ? monthRule(daysOfMonth.toUpperCase()) : weekRule(daysOfWeek.toUpperCase());
}

function monthRule(text: string): DayRule | undefined {
  if (text === "L") return ({ day, length }) => day === length;
  if (text.endsWith("W")) {
    const wanted = numberOf(text.slice(0, -1), DAYS);
    return wanted === undefined ? undefined : (day) => day.day === nearestWorkday(wanted, day);
  }
  const days = numbersOf(text, DAYS);
  return days === undefined ? undefined : ({ day }) => days.has(day);
}

function weekRule(text: string): DayRule | undefined {
  const last = /^([A-Z]{3}|\d)L$/.exec(text)?.[1];
  const [, which, count] = /^([A-Z]{3}|\d)#([1-5])$/.exec(text) ?? [];
  if (text === "L") return ({ weekday }) => weekday === WEEKDAYS.most;
  if (last !== undefined) {
    const wanted = numberOf(last, WEEKDAYS);
    return wanted === undefined
      ? undefined
      : ({ day, length, weekday }) => weekday === wanted && day + 7 > length;
  }
  if (which !== undefined) {
    const wanted = numberOf(which, WEEKDAYS);
    return wanted === undefined
      ? undefined
      : ({ day, weekday }) => weekday === wanted && Math.ceil(day / 7) === Number(count);
  }
  const weekdays = numbersOf(text, WEEKDAYS, { steps: false });
  return weekdays === undefined ? undefined : ({ weekday }) => weekdays.has(weekday);
}

/** The day of Monday to Friday nearest to `wanted`, within the month; 0 where the month has no such day. */
function nearestWorkday(wanted: number, { day, length, weekday }: MonthDay): number {
  if (wanted > length) return 0;
  const there = ((((weekday - 1 + wanted - day) % 7) + 7) % 7) + 1;
  if (there === 7) return wanted === 1 ? 3 : wanted - 1;
  if (there === 1) return wanted === length ? wanted - 2 : wanted + 1;
  return wanted;
}
