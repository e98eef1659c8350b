import { expect, test } from "vitest";
import { scheduleWords } from "./schedule-words.ts";

test.each([
  ["rate(1 hour)", "every hour"],
  ["rate(5 minutes)", "every 5 minutes"],
  ["at(2026-11-20T13:00:00)", "once, on 20 November 2026 at 13:00"],
  ["at(2026-11-20T13:00:30)", "once, on 20 November 2026 at 13:00:30"],
  ["cron(0 8 * * ? *)", "at 08:00, every day"],
  ["cron(30 8,20 ? * MON-FRI *)", "at 08:30 and 20:30, Monday to Friday"],
  ["cron(0 8 ? * MON,3 *)", "at 08:00, every Monday and Tuesday"],
  ["cron(0 8 ? * 2#1 *)", "at 08:00, on the first Monday of the month"],
  ["cron(0 8 ? * 6L *)", "at 08:00, on the last Friday of the month"],
  ["cron(0 8 ? * L *)", "at 08:00, every Saturday"],
  ["cron(0 8 1,15 * ? *)", "at 08:00, on day 1 and 15 of the month"],
  ["cron(0 8 1-7 * ? *)", "at 08:00, from day 1 to 7 of the month"],
  ["cron(0 8 L * ? *)", "at 08:00, on the last day of the month"],
  ["cron(0 8 15W * ? *)", "at 08:00, on the weekday nearest to day 15 of the month"],
  ["cron(0 8 1 JAN,7 ? 2027)", "at 08:00, on day 1 of the month in January and July in 2027"],
  ["cron(0 8 1 JUN-AUG ? *)", "at 08:00, on day 1 of the month from June to August"],
  ["cron(* * * * ? *)", "every minute"],
  ["cron(0/10 * * * ? *)", "every 10 minutes"],
  ["cron(0 * * * ? *)", "every hour, on the hour"],
  ["cron(5 * * * ? *)", "at minute 5 of every hour, every day"],
  ["cron(0 */2 * * ? *)", "every 2 hours, at minute 0"],
  ["cron(0 9-17 ? * MON-FRI *)", "every hour from 09:00 to 17:00, Monday to Friday"],
  ["cron(*/15 9-17 ? * MON-FRI *)", "every 15 minutes from 09:00 to 17:59, Monday to Friday"],
])("%s is %s", (expression, words) => {
  expect(scheduleWords(expression)).toBe(words);
});

test.each(["cron(0 8 1/2 * ? *)", "cron(5-9 8 * * ? *)", "cron(1/7 8 * * ? *)", "rate(7 fortnights)", "<b>"])(
  "%s has no words",
  (expression) => {
    expect(scheduleWords(expression)).toBeUndefined();
  },
);
