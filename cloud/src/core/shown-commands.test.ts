import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { forCloud, shellQuoted, startedWith, withState } from "./shown-commands.ts";

describe("withState", () => {
  test.each([
    ["npx portcullis env", "npx portcullis env --state s"],
    ["npm start", "npm start -- --state s"],
    [
      "npx portcullis user remove a@b.c && npx portcullis user add a@b.c",
      "npx portcullis user remove a@b.c --state s && npx portcullis user add a@b.c --state s",
    ],
    ["npx portcullis stacks --state t", "npx portcullis stacks --state t"],
    [
      "401 GET /x: no token → npx portcullis explain 1a2b",
      "401 GET /x: no token → npx portcullis explain 1a2b --state s",
    ],
    ["npx portcullis up <folder>", "npx portcullis up <folder> --state s"],
    ["npx portcullis check infra/api", "npx portcullis check infra/api"],
    ["npx portcullis token --help", "npx portcullis token --help"],
    ["aws sts get-caller-identity", "aws sts get-caller-identity"],
    [
      "npx portcullis user add 'a (b) & \"c\"' && npx portcullis mail",
      "npx portcullis user add 'a (b) & \"c\"' --state s && npx portcullis mail --state s",
    ],
    ["npx portcullis user add 'it'\\''s'", "npx portcullis user add 'it'\\''s' --state s"],
  ])("%s", (text, expected) => {
    expect(withState(text, "s")).toBe(expected);
    expect(withState(text, undefined)).toBe(text);
  });

  test("a folder with blanks and quotes can be pasted", () => {
    expect(withState("npx portcullis env", "it's here")).toBe("npx portcullis env --state 'it'\\''s here'");
  });
});

describe("startedWith", () => {
  const workingFolder = "/p/shop";
  test.each([
    ["/p/shop/.portcullis", undefined],
    ["/p/shop/other", "other"],
    ["/p/shop/..state", "..state"],
    ["/p/shop/-x", "./-x"],
    ["/p/shop/~x/y", "./~x/y"],
    ["/p/.portcullis", "/p/.portcullis"],
    ["/p/shop", "/p/shop"],
    ["/p", "/p"],
    ["/tmp/s", "/tmp/s"],
  ])("a cloud with its state in %s", (stateDir, state) => {
    expect(startedWith({ stateDir, port: 4566 }, workingFolder)).toEqual({ state, port: undefined });
  });

  test("a port of its own", () => {
    const started = { stateDir: "/p/shop/.portcullis", port: 5566 };
    expect(startedWith(started, workingFolder)).toEqual({ state: undefined, port: 5566 });
  });
});

describe("forCloud", () => {
  test.each([
    ["npx portcullis user add a@b.c", "npx portcullis user add a@b.c --state s"],
    ["npx portcullis up <folder>", "npx portcullis up <folder> --port 5566 --state s"],
    ["npx portcullis up a --port 1", "npx portcullis up a --port 1 --state s"],
    ["npx portcullis upwards a", "npx portcullis upwards a --state s"],
    ['eval "$(npx portcullis env)"', 'eval "$(npx portcullis env --state s)"'],
    ["by a new one: npx portcullis console", "by a new one: npx portcullis console --state s"],
    ["aws sqs list-queues", "aws sqs list-queues"],
  ])("%s", (text, expected) => {
    expect(forCloud(text, { state: "s", port: 5566 })).toBe(expected);
    expect(forCloud(text, {})).toBe(text);
  });
});

test.each([
  "plain",
  "it's here",
  '"; exit 3; "',
  "$(exit 3)`exit 3`",
  "a\nb",
  "~",
  "*",
  "\\",
  "ünïcode",
  "\u0003\nexit 3\n'%s\\ü",
])("CON-26 a shell reads %j back as one word", (name) => {
  const words = execFileSync("sh", ["-c", `printf '%s|' ${shellQuoted(name)}`], { encoding: "utf8" });
  expect(words).toBe(`${name}|`);
  // Nothing is pressed that was to be pasted.
  expect(shellQuoted(name)).not.toMatch(/\p{Cc}/u);
  expect(withState("npx portcullis env", name)).toBe(`npx portcullis env --state ${shellQuoted(name)}`);
});

test.each(["$(exit 3)", "a'b", "\u0003x"])("a word like %j ends no command", (name) => {
  const command = `npx portcullis user add ${shellQuoted(name)}`;
  expect(withState(`${command}.`, "s")).toBe(`${command} --state s.`);
});
