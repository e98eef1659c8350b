import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { NO_PEOPLE } from "../core/ports/people.ts";
import type { TraceEvent } from "../core/ports/trace.ts";
import type { Reason } from "../core/reasons.ts";
import { withState } from "../core/shown-commands.ts";
import { explain, PHRASES } from "../trace/sentences/index.ts";
import { anEvent } from "../trace/testing/events.ts";
import { COMMANDS } from "./commands.ts";

const REASONS = Object.keys(PHRASES) as Reason[];
const STATE = "/tmp/it's one";

/** Every fact that a sentence may ask for. */
function everyFact(value: string): Record<string, string> {
  return new Proxy(
    {},
    {
      getOwnPropertyDescriptor: () => ({ value, configurable: true, enumerable: true }),
      get: () => value,
    },
  );
}

function refused(reason: Reason, facts: Record<string, string>, who = "eve@example.com"): TraceEvent {
  const why = { reason, asked: facts, had: facts, by: facts, near: facts };
  return anEvent({ verdict: "deny", who, why });
}

/** What a shell makes of a line in which `<e-mail>` was filled in. */
function wordsOf(line: string): string[] {
  const filled = line.replace(/<[a-z-]+>/g, "FILLED-IN");
  const printed = execFileSync("sh", ["-c", `printf '%s\\n' ${filled}`], { encoding: "utf8" });
  return printed.trimEnd().split("\n");
}

/** What is wrong with the words behind `npx portcullis`; undefined: they run. */
function wrongOf(words: readonly string[]): string | undefined {
  const isCommand = (name: string): boolean => name.split(" ").every((word, at) => words[at] === word);
  const command = COMMANDS.find(({ name }) => isCommand(name));
  if (command === undefined) return "no such command";
  const given: string[] = [];
  const rest = words.slice(command.name.split(" ").length);
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith("-")) given.push(word);
    else {
      const option = command.options.find(({ flags }) => flags.split(/[ ,]+/).includes(word));
      if (option === undefined) return `no option ${word}`;
      if (option.flags.includes("<") && rest.shift() === undefined) return `${word} has no value`;
    }
  }
  const isMany = command.args.some(({ syntax }) => syntax.includes("..."));
  if (given.length > command.args.length && !isMany) return "too many words";
  // `token` alone asks for a person, and a pipe or a script has nobody to ask.
  const needed = command.args.filter(({ syntax }) => syntax.startsWith("<") || syntax === "[person]");
  return given.length < needed.length ? "a word is missing" : undefined;
}

describe("TRACE-10 the next command of an explanation runs as it is printed", () => {
  test.each<[string, Record<string, string>]>([
    ["with every fact", everyFact("value")],
    ["without a fact", {}],
    ["with an address", everyFact("ann+1@example.com")],
    ["with words", everyFact("ann of the hall")],
    ["with what would be a flag", everyFact("--temporary")],
    ["with what would be others", everyFact("a; b | c $(d) `e` && f > g 'h' \"i\"")],
    ["with what is cut at its end", everyFact("ann.")],
  ])("%s", (_title, facts) => {
    const wrong = REASONS.flatMap((reason) => {
      const { next } = explain(refused(reason, facts));
      if (next === undefined || !next.startsWith("npx ")) return [];
      const [npx, portcullis, ...words] = wordsOf(withState(next, STATE));
      const why = words.at(-1) === STATE || words.includes(STATE) ? wrongOf(words) : "no --state";
      const isTidy = next === next.trim() && !next.includes("  ");
      return isTidy && npx === "npx" && portcullis === "portcullis" && why === undefined
        ? []
        : [{ next, why }];
    });
    expect(wrong).toEqual([]);
  });

  test("what asks others has no word of a client that a shell would run, and none left out", () => {
    let asked = 0;
    for (const value of ["", "a;b", "$(d)", "`e`", "&& f", "'h'"]) {
      for (const reason of REASONS) {
        const who = `arn:aws:iam::123456789012:role/${value}`;
        const facts = value === "" ? {} : { ...everyFact(value), actor: who };
        for (const event of [refused(reason, facts), refused(reason, {}, who)]) {
          const { next = "" } = explain(event);
          expect(next).not.toMatch(/^aws /);
          const ofClient = /^\(eval "\$\(npx portcullis env\)" && (aws .*)\)$/s.exec(next)?.[1];
          if (ofClient === undefined) continue;
          asked += 1;
          const words = wordsOf(ofClient);
          expect(words.slice(1).every((word, at) => !/^--/.test(word) || words[at + 2] !== undefined)).toBe(
            true,
          );
          expect(ofClient.replaceAll(/'[^']*'/g, "")).not.toMatch(/[;$`&|]/);
        }
      }
    }
    expect(asked).toBeGreaterThan(20);
  });

  test.each([
    ["nobody", "anonymous"],
    ["a role", "arn:aws:sts::123456789012:assumed-role/Reader/x"],
  ])("%s is no person of a pool", (_title, who) => {
    const people = { ...NO_PEOPLE, groups: () => ["Editors"] };
    const event = refused("scope-missing", {}, who);
    const why = { reason: "scope-missing", asked: { scopes: ["Editors-web"] } } as const;
    expect(explain({ ...event, why }, people).next).toBe("npx portcullis user groups <e-mail> --add Editors");
  });
});
