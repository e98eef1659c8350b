import { describe, expect, test } from "vitest";
import { changedBack, parameterHelp } from "./parameter-words.ts";

const TEMPLATE = {
  Parameters: {
    Mode: { Type: "String", AllowedValues: ["off", "optional", "required"] },
    Secret: { Type: "String", NoEcho: true, AllowedValues: ["a", "b"] },
    Size: { Type: "Number", AllowedValues: [1, 2] },
  },
};

describe("a parameter that samconfig.toml changes back", () => {
  const written = { Mode: "optional", Secret: "b" };

  test.each([
    [
      "is told with both values",
      { Mode: "required" },
      {},
      ["Mode is optional, as samconfig.toml says; it was required"],
    ],
    [
      "is told without them where they are secret",
      { Secret: "a" },
      {},
      ["Secret has another value than before, that of samconfig.toml"],
    ],
    [
      "shows no control of a terminal",
      { Mode: "\u001b[2J" },
      {},
      ["Mode is optional, as samconfig.toml says; it was \\u001b[2J"],
    ],
    ["is not told where it stays", { Mode: "optional" }, {}, []],
    ["is not told of a first start", {}, {}, []],
    ["is not told where it is given now", { Mode: "required" }, { Mode: "off" }, []],
  ])("%s", (_what, before, given, lines) => {
    expect(changedBack(TEMPLATE, { before, written, given })).toEqual(lines);
  });
});

describe("what helps where values of parameters are refused", () => {
  test.each([
    [
      "Parameters: [Greeting, Name] must have values",
      "--parameter Greeting=<value> gives it, for good parameter_overrides in samconfig.toml",
    ],
    ["Parameter 'Mode' must be one of AllowedValues", 'off, optional, required, not "requird"'],
    ["Parameter 'Secret' must be one of AllowedValues", "a, b"],
    ["Parameter 'Size' must be one of AllowedValues", '1, 2, not "3"'],
    ["Parameter 'Nobody' must be one of AllowedValues", undefined],
    ["Parameter 'Size' must be a number.", undefined],
  ])("%s", (message, help) => {
    expect(parameterHelp(message, TEMPLATE, { Mode: "requird", Secret: "c", Size: "3" })).toBe(help);
  });
});
