import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { COLOURS, colourRules } from "./colours.ts";

/** The colours that a `:root` of the console's style sheet gives names. */
function coloursIn(rule: string): Record<string, string> {
  return Object.fromEntries(
    [...rule.matchAll(/--([a-z-]+): (#[0-9a-f]+);/g)].map(([, name, value]) => [name, value]),
  );
}

test("the console's style sheet has the same colours", () => {
  const css = readFileSync(new URL("./assets/10-base.css", import.meta.url), "utf8");
  const [light = "", dark = ""] = css.split("@media (prefers-color-scheme: dark)");
  const inLight = coloursIn(light);
  const shown = Object.entries(inLight).map(([name, value]) => [
    name,
    [value, coloursIn(dark)[name] ?? value],
  ]);

  expect(Object.fromEntries(shown)).toEqual(COLOURS);
});

test("the rules of a style sheet that stands alone: shared names, and its own in their place", () => {
  expect(colourRules(["ink", "line"], { line: ["#111111", "#eeeeee"] })).toBe(
    `:root{color-scheme:light dark;--ink:${COLOURS.ink[0]};--line:#111111}
@media (prefers-color-scheme:dark){:root{--ink:${COLOURS.ink[1]};--line:#eeeeee}}`,
  );
});
