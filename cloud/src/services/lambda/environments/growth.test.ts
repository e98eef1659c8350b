import { describe, expect, test } from "vitest";
import { type Growth, wantsAnother } from "./growth.ts";

const FAST_LINE: Growth = {
  waiting: 20,
  starting: 0,
  busy: 2,
  runMs: 5,
  startMs: 150,
  waitedMs: 10,
  isHostSaturated: () => false,
};
const SLOW_LINE: Growth = { ...FAST_LINE, runMs: 50 };
const saturated = { isHostSaturated: () => true };

describe("growth of a pool", () => {
  test("nothing is started when as many starts are under way as invocations wait", () => {
    expect(wantsAnother({ ...SLOW_LINE, waiting: 2, starting: 2 })).toBe(false);
    expect(wantsAnother({ ...SLOW_LINE, waiting: 0 })).toBe(false);
  });

  test("the first environment is started at once, also on a saturated machine", () => {
    expect(wantsAnother({ ...FAST_LINE, waiting: 1, busy: 0, runMs: undefined })).toBe(true);
    expect(wantsAnother({ ...FAST_LINE, ...saturated, waiting: 1, busy: 0 })).toBe(true);
  });

  test("a line that moves faster than a program starts is left to move", () => {
    expect(wantsAnother(FAST_LINE)).toBe(false);
    expect(wantsAnother(SLOW_LINE)).toBe(true);
  });

  test("whoever has waited longer than a start takes gets one", () => {
    expect(wantsAnother({ ...FAST_LINE, waitedMs: 151 })).toBe(true);
    expect(wantsAnother({ ...FAST_LINE, waitedMs: 150 })).toBe(false);
  });

  test("a saturated machine starts no more for a line that moves within three seconds", () => {
    expect(wantsAnother({ ...SLOW_LINE, ...saturated })).toBe(false);
    expect(wantsAnother({ ...SLOW_LINE, ...saturated, runMs: 301 })).toBe(true);
  });

  test("a saturated machine still starts for what has waited three seconds", () => {
    expect(wantsAnother({ ...FAST_LINE, ...saturated, waitedMs: 3_000 })).toBe(false);
    expect(wantsAnother({ ...FAST_LINE, ...saturated, waitedMs: 3_001 })).toBe(true);
  });

  test("before a run was measured only a saturated machine waits", () => {
    expect(wantsAnother({ ...FAST_LINE, runMs: undefined })).toBe(true);
    expect(wantsAnother({ ...FAST_LINE, ...saturated, runMs: undefined })).toBe(false);
  });

  test("programs that start slowly set the patience of a saturated machine", () => {
    expect(wantsAnother({ ...FAST_LINE, ...saturated, startMs: 9_000, waitedMs: 8_000 })).toBe(false);
  });
});
