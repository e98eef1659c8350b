import { Command as Parser } from "commander";
import { describe, expect, test } from "vitest";
import type { Command } from "./command.ts";
import { COMMANDS } from "./commands.ts";

/** Every example of a command, with what stands before and behind the command in a shell. */
const EXAMPLES = COMMANDS.flatMap((command) => command.examples.map((example) => ({ command, example })));

describe("examples in --help", () => {
  test.each(COMMANDS.map((command) => [command.name, command] as const))("%s has some", (_name, command) => {
    expect(command.examples.length).toBeGreaterThan(0);
  });

  test.each(EXAMPLES)("$example works when it is pasted", ({ command, example }) => {
    const call = `npx portcullis ${command.name}`;
    // Nothing called `portcullis` is on the path of who installed the package in a folder.
    expect(example.match(/\bportcullis\b/g)).toHaveLength(1);
    expect(example).toContain(call);
    expect(() => parse(command, wordsOf(example, call))).not.toThrow();
  });

  test("a wrong one is found", () => {
    const [command] = COMMANDS.filter(({ name }) => name === "check");
    if (command === undefined) throw new Error("no check");
    expect(() => parse(command, [".", "--fly"])).toThrow("unknown option '--fly'");
    expect(() => parse(command, [])).toThrow("missing required argument");
  });
});

/** The words behind the command, up to where the shell ends it. */
function wordsOf(example: string, call: string): string[] {
  const rest = example.slice(example.indexOf(call) + call.length).split(/\)| [|&#]/)[0] ?? "";
  return (rest.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ""));
}

/** Throws what commander says of wrong words. */
function parse({ args, options }: Command, words: readonly string[]): void {
  const parser = new Parser().exitOverride().configureOutput({ writeErr: () => undefined });
  for (const { syntax } of args) parser.argument(syntax);
  for (const { flags } of options) parser.option(flags);
  parser.parse([...words], { from: "user" });
}
