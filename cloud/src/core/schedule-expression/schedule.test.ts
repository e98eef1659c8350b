import { describe, expect, test } from "vitest";
import { nextTime, parseSchedule } from "./schedule.ts";
import { isTimeZone } from "./time-zone.ts";

/** The next `count` times after a moment, in UTC. */
function times(
  expression: string,
  after: string,
  { count = 3, timeZone = "UTC" }: { readonly count?: number; readonly timeZone?: string } = {},
): readonly string[] {
  const schedule = parseSchedule(expression);
  if (schedule === undefined) throw new Error(`${expression} is no schedule`);
  const found: string[] = [];
  let last = Date.parse(after);
  const anchor = last;
  while (found.length < count) {
    const next = nextTime(schedule, { after: last, anchor, timeZone });
    if (next === undefined) break;
    found.push(new Date(next).toISOString().replace(":00.000Z", "Z"));
    last = next;
  }
  return found;
}

describe("a schedule expression", () => {
  test.each([
    "cron(0 18 ? * MON-FRI *)",
    "cron(*/15 * * * ? *)",
    "cron(0-59/10 0-23/2 ? * * *)",
    "cron(1-31/30 1-1 ? * 1,7 *)",
    "cron(0 18 ? * 6L *)",
    "cron(0 18 ? * SAT#3 *)",
    "cron(5,35 14 * * ? 2002-2005)",
    "cron(0 0 L * ? *)",
    "cron(0 0 3W jan-mar ? *)",
    "cron(0 0 ? * L *)",
    "rate(1 minute)",
    "rate(5 minutes)",
    "rate(1 hour)",
    "rate(1 minutes)",
    "rate(5 minute)",
    "rate(30 days)",
    "at(2026-11-20T13:00:00)",
  ])("%s is one", (text) => {
    expect(parseSchedule(text)).toBeDefined();
  });

  test.each([
    "",
    "cron()",
    "cron(INVALID)",
    "cron(0 dummy ? * MON-FRI *)",
    "cron(7 20 * * NOT *)",
    "cron(71 8 1 * ? *)",
    "cron(0 1 * * * *)",
    "cron(0 1 ? * ? *)",
    "cron(0 1 * * ?)",
    "cron(0 1 * * ? * *)",
    "cron(0 24 * * ? *)",
    "cron(0 1 32 * ? *)",
    "cron(0 1 0 * ? *)",
    "cron(0 1 * 13 ? *)",
    "cron(0 1 ? * 8 *)",
    "cron(0 1 ? * 1#6 *)",
    "cron(0 1 ? * 1#1,2#1 *)",
    "cron(0 1 ? * 2/2 *)",
    "cron(0 1 * * ? 1969)",
    "cron(0 1 * * ? 2200)",
    "cron(*/0 1 * * ? *)",
    "cron(5-1 1 * * ? *)",
    "cron(*-5 1 * * ? *)",
    "cron(1, 1 * * ? *)",
    "cron(0 1 40W * ? *)",
    "cron(0 1 W * ? *)",
    "cron(0 1 L W ? *)",
    "cron(0  1 * * ? *)",
    " cron(0 1 * * ? *)",
    "cron(0 1 * * ? *) ",
    "Cron(0 1 * * ? *)",
    "rate(10 seconds)",
    "rate(10 years)",
    "rate(10)",
    "rate()",
    "rate(-10 minutes)",
    "rate(0 minutes)",
    "rate(1.5 hours)",
    "rate( 10 minutes )",
    " rate(10 minutes)",
    "rate(10 minutess)",
    "rate(foo minutes)",
    "at(2021-12-31T23:59:59Z)",
    "at(2021-12-31)",
    "at(2021-02-30T00:00:00)",
    "at(2021-12-31T24:00:00)",
    "every(5 minutes)",
  ])("%j is none", (text) => {
    expect(parseSchedule(text)).toBeUndefined();
  });
});

describe("the next times", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "rate(5 minutes)",
      "2026-01-01T00:02:30Z",
      ["2026-01-01T00:07:30.000Z", "2026-01-01T00:12:30.000Z", "2026-01-01T00:17:30.000Z"],
    ],
    [
      "cron(0 8 * * ? *)",
      "2026-01-01T08:00:00Z",
      ["2026-01-02T08:00Z", "2026-01-03T08:00Z", "2026-01-04T08:00Z"],
    ],
    [
      "cron(0 8 * * ? *)",
      "2026-01-01T07:59:59Z",
      ["2026-01-01T08:00Z", "2026-01-02T08:00Z", "2026-01-03T08:00Z"],
    ],
    [
      "cron(0/20 23 31 12 ? *)",
      "2026-12-31T23:15:00Z",
      ["2026-12-31T23:20Z", "2026-12-31T23:40Z", "2027-12-31T23:00Z"],
    ],
    [
      "cron(0 10 ? * MON-FRI *)",
      "2026-01-02T11:00:00Z",
      ["2026-01-05T10:00Z", "2026-01-06T10:00Z", "2026-01-07T10:00Z"],
    ],
    [
      "cron(0 0 ? * 1 *)",
      "2026-01-02T00:00:00Z",
      ["2026-01-04T00:00Z", "2026-01-11T00:00Z", "2026-01-18T00:00Z"],
    ],
    [
      "cron(0 0 L * ? *)",
      "2028-01-31T00:00:00Z",
      ["2028-02-29T00:00Z", "2028-03-31T00:00Z", "2028-04-30T00:00Z"],
    ],
    [
      "cron(0 0 ? * 6L *)",
      "2026-01-01T00:00:00Z",
      ["2026-01-30T00:00Z", "2026-02-27T00:00Z", "2026-03-27T00:00Z"],
    ],
    [
      "cron(0 0 ? * SAT#3 *)",
      "2026-01-01T00:00:00Z",
      ["2026-01-17T00:00Z", "2026-02-21T00:00Z", "2026-03-21T00:00Z"],
    ],
    [
      "cron(0 0 ? * MON#5 *)",
      "2026-01-01T00:00:00Z",
      ["2026-03-30T00:00Z", "2026-06-29T00:00Z", "2026-08-31T00:00Z"],
    ],
    // The 1st of August 2026 is a Saturday, the 31st of May a Sunday, the 15th of February a Sunday.
    ["cron(0 0 1W 8 ? 2026)", "2026-01-01T00:00:00Z", ["2026-08-03T00:00Z"]],
    ["cron(0 0 31W 5 ? 2026)", "2026-01-01T00:00:00Z", ["2026-05-29T00:00Z"]],
    ["cron(0 0 15W 2 ? 2026)", "2026-01-01T00:00:00Z", ["2026-02-16T00:00Z"]],
    ["cron(0 0 4W 7 ? 2026)", "2026-01-01T00:00:00Z", ["2026-07-03T00:00Z"]],
    ["cron(0 0 31W 2 ? *)", "2026-01-01T00:00:00Z", []],
    [
      "cron(0 0 29 2 ? *)",
      "2026-01-01T00:00:00Z",
      ["2028-02-29T00:00Z", "2032-02-29T00:00Z", "2036-02-29T00:00Z"],
    ],
    ["cron(0 0 1 1 ? 2020)", "2026-01-01T00:00:00Z", []],
    ["at(2026-11-20T13:00:00)", "2026-01-01T00:00:00Z", ["2026-11-20T13:00Z"]],
    ["at(2026-11-20T13:00:00)", "2026-11-20T13:00:00Z", []],
  ])("of %s after %s", (expression, after, expected) => {
    expect(times(expression, after)).toEqual(expected);
  });

  test("of a rate after a long pause are on its beat", () => {
    const schedule = parseSchedule("rate(7 minutes)");
    if (schedule === undefined) throw new Error("no schedule");
    const minutes = (count: number) => count * 60_000;

    expect(nextTime(schedule, { anchor: 0, after: 0 })).toBe(minutes(7));
    expect(nextTime(schedule, { anchor: 0, after: minutes(7) })).toBe(minutes(14));
    expect(nextTime(schedule, { anchor: 0, after: minutes(20) })).toBe(minutes(21));
    expect(nextTime(schedule, { anchor: minutes(9), after: 0 })).toBe(minutes(16));
  });
});

describe("in a time zone", () => {
  const timeZone = "Europe/Berlin";

  test("the time is that of its clocks", () => {
    expect(times("cron(0 8 * * ? *)", "2026-03-27T12:00:00Z", { timeZone })).toEqual([
      "2026-03-28T07:00Z",
      "2026-03-29T06:00Z",
      "2026-03-30T06:00Z",
    ]);
    expect(times("at(2026-07-01T08:00:00)", "2026-01-01T00:00:00Z", { timeZone })).toEqual([
      "2026-07-01T06:00Z",
    ]);
    expect(
      times("cron(30 5 * * ? *)", "2026-01-01T00:00:00Z", { timeZone: "Asia/Kolkata", count: 1 }),
    ).toEqual(["2026-01-02T00:00Z"]);
  });

  test("a time that clocks leap over in spring is left out", () => {
    expect(times("cron(30 2 * * ? *)", "2026-03-28T00:00:00Z", { timeZone })).toEqual([
      "2026-03-28T01:30Z",
      "2026-03-30T00:30Z",
      "2026-03-31T00:30Z",
    ]);
    expect(times("at(2026-03-29T02:30:00)", "2026-01-01T00:00:00Z", { timeZone })).toEqual([]);
  });

  test("a time that they show twice in autumn counts once", () => {
    expect(times("cron(30 2 * * ? *)", "2026-10-24T12:00:00Z", { timeZone, count: 2 })).toEqual([
      "2026-10-25T00:30Z",
      "2026-10-26T01:30Z",
    ]);
    expect(times("cron(0/30 2 * * ? *)", "2026-10-25T00:10:00Z", { timeZone, count: 2 })).toEqual([
      "2026-10-25T00:30Z",
      "2026-10-26T01:00Z",
    ]);
  });

  test("zones are those of the database", () => {
    expect(["UTC", "Europe/Berlin", "America/New_York"].map(isTimeZone)).toEqual([true, true, true]);
    expect(["", "Mars/Base", "Europe"].map(isTimeZone)).toEqual([false, false, false]);
  });
});
