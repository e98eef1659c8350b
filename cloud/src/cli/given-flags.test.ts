import { describe, expect, test } from "vitest";
import { UserError } from "../core/errors.ts";
import { invocationOf, stateIn, withGivenFlags } from "./given-flags.ts";

const hintOf = (error: unknown) => (error as UserError).nextCommand;
const told = (words: readonly string[], hint: string, environment: NodeJS.ProcessEnv = {}) =>
  hintOf(withGivenFlags(new UserError("x", hint), invocationOf(["node", "p", ...words], environment)));

describe("withGivenFlags", () => {
  test.each([
    [
      ["up", "infra/auth", "--port", "5000", "--state", "/tmp/x"],
      "npx portcullis up --port 5001",
      "npx portcullis up infra/auth --port 5001 --state /tmp/x",
    ],
    [
      ["up", "a", "--port=5000"],
      "npx portcullis up --port 5001 --mqtt-port 1884",
      "npx portcullis up a --port=5001 --mqtt-port 1884",
    ],
    [
      ["up", "my stack"],
      "npx portcullis up --host 127.0.0.1",
      "npx portcullis up 'my stack' --host 127.0.0.1",
    ],
    [["up", "--state", "/tmp/x"], "npx portcullis stacks", "npx portcullis stacks --state /tmp/x"],
    [["up", "a"], "npx portcullis stacks", "npx portcullis stacks"],
  ])("%j: %s becomes %s", (words, hint, expected) => {
    expect(told(words, hint)).toBe(expected);
  });

  test("npm start is told as it was written, without the folders that it adds", () => {
    expect(told(["--port", "5000"], "npx portcullis up --port 5001", { npm_lifecycle_event: "start" })).toBe(
      "npm start -- --port 5001",
    );
  });

  test("other errors come back as they are", () => {
    const error = new Error("disk on fire");
    expect(withGivenFlags(error, invocationOf([], {}))).toBe(error);
  });
});

test.each([
  [["up", "--state", "a"], "a"],
  [["up", "--state=b"], "b"],
  [["up"], undefined],
])("the state folder in %j", (words, expected) => {
  expect(stateIn(words)).toBe(expected);
});
