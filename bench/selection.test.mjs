import { describe, expect, test } from "vitest";
import { BARS, barRows } from "./bars.mjs";
import { selected } from "./lib/selection.mjs";

const KNOWN = ["start", "api", "sign-in"];

describe("--only", () => {
  test.each([
    [undefined, ["start", "api", "sign-in"]],
    [["api"], ["api"]],
    [["sign-in,api"], ["api", "sign-in"]],
    [
      ["sign-in", "api,api"],
      ["api", "sign-in"],
    ],
    [["start, sign-in"], ["start", "sign-in"]],
  ])("%j runs %j, each once and in the order of a run", (only, names) =>
    expect(selected(only, KNOWN)).toEqual(names),
  );

  test.each([[["api,fly"]], [["api", "fly"]], [[","]]])("%j is refused", (only) =>
    expect(() => selected(only, KNOWN)).toThrow("start, api, sign-in"),
  );
});

describe("bars", () => {
  test("every bar says how much, in one direction", () => {
    for (const { name, most, least } of Object.values(BARS).flat()) {
      expect(
        [most, least].filter((limit) => Number.isFinite(limit)),
        name,
      ).toHaveLength(1);
    }
  });

  test("are ratios of what one run measured: a machine of half the speed changes none", () => {
    const run = (slowness) => ({
      restart: { ms: 300 * slowness },
      firstStart: { ms: 700 * slowness },
      npmFloor: { ms: 200 * slowness },
    });
    expect(barRows("start", run(2))).toEqual(barRows("start", run(1)));
    expect(barRows("start", run(1))[0]).toMatchObject({ value: 1.5, bar: { most: 2 } });
  });
});
