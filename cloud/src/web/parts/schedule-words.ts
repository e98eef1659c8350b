import { parseSchedule } from "../../core/schedule-expression/schedule.ts";

/**
 * `cron(0 8 ? * MON-FRI *)` → `at 08:00, Monday to Friday`. Undefined for what has no short words: the
 * expression says it then.
 */
export function scheduleWords(expression: string): string | undefined {
  const kind = parseSchedule(expression)?.kind;
  const inner = expression.slice(expression.indexOf("(") + 1, -1);
  switch (kind) {
    case undefined:
      return undefined;
    case "rate":
      return `every ${inner.startsWith("1 ") ? inner.slice(2) : inner}`;
    case "at":
      return `once, on ${dayText(inner)} at ${inner.slice(11, 16)}${inner.endsWith(":00") ? "" : inner.slice(16)}`;
    case "cron":
      return cronWords(inner);
  }
}

function dayText(local: string): string {
  const format = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Date(`${local}Z`).toLocaleDateString("en-GB", format);
}

function cronWords(text: string): string | undefined {
  const [minute = "", hour = "", day = "", month = "", weekday = "", year = ""] = text.split(" ");
  const time = timeWords(minute, hour);
  const days = dayWords(day, weekday);
  const months = spanWords(month, monthName, "in");
  const years = spanWords(year, (name) => (isNumber(name) ? name : undefined), "in");
  if (time === undefined || days === undefined || months === undefined || years === undefined) {
    return undefined;
  }
  const often = time.startsWith("every") && days === "every day";
  return [often ? time : `${time}, ${days}`, months, years].filter((part) => part !== "").join(" ");
}

const ANY: ReadonlySet<string> = new Set(["*", "?"]);

function timeWords(minute: string, hour: string): string | undefined {
  const minutes = numbersIn(minute);
  const hours = numbersIn(hour);
  const everyMinutes = stepIn(minute);
  const everyHours = stepIn(hour);
  const [from, to] = rangeIn(hour) ?? [];
  if (minutes !== undefined && hours !== undefined) {
    return `at ${listed(hours.flatMap((each) => minutes.map((one) => clock(each, one))))}`;
  }
  if (hour === "*") {
    if (minute === "*") return "every minute";
    if (everyMinutes !== undefined) return `every ${everyMinutes} minutes`;
    if (minutes !== undefined) return minute === "0" ? "every hour, on the hour" : atMinutes(minutes);
  }
  const [only, ...more] = minutes ?? [];
  if (everyHours !== undefined && only !== undefined && more.length === 0) {
    return `every ${everyHours} hours, at minute ${Number(only)}`;
  }
  if (from === undefined || to === undefined) return undefined;
  if (only !== undefined && more.length === 0) {
    return `every hour from ${clock(from, only)} to ${clock(to, only)}`;
  }
  return everyMinutes === undefined
    ? undefined
    : `every ${everyMinutes} minutes from ${clock(from, "0")} to ${clock(to, "59")}`;
}

function atMinutes(minutes: readonly string[]): string {
  return `at minute ${listed(minutes)} of every hour`;
}

function clock(hour: string, minute: string): string {
  return `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
}

const ORDINALS = ["", "first", "second", "third", "fourth", "fifth"];

function dayWords(day: string, weekday: string): string | undefined {
  if (!ANY.has(weekday)) return weekdayWords(weekday);
  if (ANY.has(day)) return "every day";
  if (day === "L") return "on the last day of the month";
  const nearest = day.endsWith("W") ? day.slice(0, -1) : "";
  if (isNumber(nearest)) return `on the weekday nearest to day ${nearest} of the month`;
  const days = numbersIn(day);
  if (days !== undefined) return `on day ${listed(days)} of the month`;
  const [from, to] = rangeIn(day) ?? [];
  return from === undefined || to === undefined ? undefined : `from day ${from} to ${to} of the month`;
}

function weekdayWords(text: string): string | undefined {
  const [which = "", nth] = text.split("#");
  if (nth !== undefined) return onThe(ORDINALS[Number(nth)], weekdayName(which));
  if (text === "L") return "every Saturday";
  if (text.endsWith("L")) return onThe("last", weekdayName(text.slice(0, -1)));
  const [from, to] = namesIn(text.split("-"), weekdayName) ?? [];
  if (from !== undefined && to !== undefined) return `${from} to ${to}`;
  const names = namesIn(text.split(","), weekdayName);
  return names === undefined ? undefined : `every ${listed(names)}`;
}

function onThe(which: string | undefined, name: string | undefined): string | undefined {
  return which === undefined || name === undefined ? undefined : `on the ${which} ${name} of the month`;
}

/** Empty for all of them. */
function spanWords(
  text: string,
  nameOf: (text: string) => string | undefined,
  word: string,
): string | undefined {
  if (ANY.has(text)) return "";
  const [from, to] = text.includes("-") ? (namesIn(text.split("-"), nameOf) ?? []) : [];
  if (from !== undefined && to !== undefined) return `from ${from} to ${to}`;
  const names = namesIn(text.split(","), nameOf);
  return names === undefined ? undefined : `${word} ${listed(names)}`;
}

const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  ...["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"],
  ...["November", "December"],
];

function weekdayName(text: string): string | undefined {
  return namedIn(WEEKDAYS, text);
}

function monthName(text: string): string | undefined {
  return namedIn(MONTHS, text);
}

/** By number from 1 on, or by the first three letters. */
function namedIn(names: readonly string[], text: string): string | undefined {
  if (isNumber(text)) return names[Number(text) - 1];
  return text.length === 3
    ? names.find((name) => name.toUpperCase().startsWith(text.toUpperCase()))
    : undefined;
}

function namesIn(
  texts: readonly string[],
  nameOf: (text: string) => string | undefined,
): readonly string[] | undefined {
  const names = texts.map(nameOf).filter((name) => name !== undefined);
  return names.length === texts.length ? names : undefined;
}

function numbersIn(text: string): readonly string[] | undefined {
  const parts = text.split(",");
  return parts.every(isNumber) ? parts : undefined;
}

/** The `n` of all of them in steps of `n`. */
function stepIn(text: string): string | undefined {
  const [from = "", step, ...more] = text.split("/");
  const isAll = from === "*" || from === "0";
  return isAll && more.length === 0 && step !== undefined && isNumber(step) ? step : undefined;
}

function rangeIn(text: string): readonly [string, string] | undefined {
  const [from = "", to = "", ...more] = text.split("-");
  return more.length === 0 && isNumber(from) && isNumber(to) ? [from, to] : undefined;
}

function isNumber(text: string): boolean {
  return text !== "" && [...text].every((digit) => digit >= "0" && digit <= "9");
}

/** `a`, `a and b`, `a, b and c` */
function listed(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
