import { describe, expect, test } from "vitest";
import { createAlarm } from "./alarm.ts";
import { ManualClock } from "./testing/manual-clock.ts";
import { ManualTimers } from "./testing/manual-timers.ts";

function world(next: (now: number) => number | undefined = () => undefined) {
  const clock = new ManualClock(0);
  const timers = new ManualTimers();
  const rung: number[] = [];
  const alarm = createAlarm({ clock, timers }, () => {
    rung.push(clock.now());
    return next(clock.now());
  });
  return { clock, timers, rung, alarm };
}

describe("an alarm", () => {
  test("rings once what it was set for is due, and not before", () => {
    const { clock, timers, rung, alarm } = world();
    alarm.wakeBy(5_000);

    clock.advanceSeconds(4);
    timers.advance(5_000);
    expect(rung).toEqual([]);
    clock.advanceSeconds(1);
    clock.advanceSeconds(60);

    expect(rung).toEqual([5_000]);
  });

  test("rings at its timer on a clock that only runs", () => {
    let now = 0;
    const timers = new ManualTimers();
    let rung = 0;
    const alarm = createAlarm({ clock: { now: () => now }, timers }, () => {
      rung += 1;
      return undefined;
    });
    alarm.wakeBy(200_000);

    for (let minute = 0; minute < 4; minute += 1) {
      now += 60_000;
      timers.advance(60_000);
    }

    expect(rung).toBe(1);
  });

  test("the earliest moment counts, and what the work answers is the next", () => {
    const { clock, rung, alarm } = world((now) => (now < 3_000 ? now + 1_000 : undefined));
    alarm.wakeBy(9_000);
    alarm.wakeBy(1_000);
    alarm.wakeBy(8_000);

    for (let second = 0; second < 9; second += 1) clock.advanceSeconds(1);

    expect(rung).toEqual([1_000, 2_000, 3_000]);
  });

  test("a closed one stays silent", () => {
    const { clock, timers, rung, alarm } = world();
    alarm.wakeBy(0);
    alarm.close();
    alarm.wakeBy(0);

    clock.advanceSeconds(1);
    timers.advance(60_000);

    expect(rung).toEqual([]);
  });
});
