import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { People } from "../../core/ports/people.ts";
import type { TraceEvent } from "../../core/ports/trace.ts";
import type { Reason } from "../../core/reasons.ts";
import { anEvent } from "../testing/events.ts";
import { explain, PHRASES } from "./index.ts";
import { LONGEST_SENTENCE } from "./words.ts";

const REASONS = Object.keys(PHRASES) as Reason[];
const LONG = "arn:aws:iam::123456789012:role/a-rather-long-path/of-a-rather-long-name-PnOJ4iVwLvC2";

/** Answers every fact that a sentence may ask for. */
function everyFact(value: string): Record<string, string> {
  return new Proxy(
    {},
    {
      getOwnPropertyDescriptor: () => ({ value, configurable: true, enumerable: true }),
      get: () => value,
    },
  );
}

function about(reason: Reason, facts: Record<string, string>): TraceEvent {
  const why = { reason, asked: facts, had: facts, by: facts, near: facts };
  return anEvent({ verdict: "deny", who: "eve@example.com", why });
}

describe.each(REASONS)("TRACE-4 %s", (reason) => {
  it.each([
    ["with every fact", about(reason, everyFact("value"))],
    ["with long facts", about(reason, everyFact(LONG))],
    ["without a fact", about(reason, {})],
  ])("has a sentence of at most 160 characters, %s", (_title, event) => {
    const { sentence, decided, would } = explain(event);

    expect(sentence.length).toBeLessThanOrEqual(LONGEST_SENTENCE);
    expect(decided).not.toMatch(/undefined|NaN|\[object|please/i);
    expect(would).not.toBe("");
  });
});

describe("TRACE-4 a message of several lines", () => {
  it("stands in the sentence as one", () => {
    const event = about("function-threw", { type: "Error", message: "no lamp:\r\n  kitchen\rhall\n" });

    expect(explain(event).decided).toMatch(/ threw Error: no lamp: kitchen hall$/);
  });
});

describe("TRACE-4 facts that make a sentence exact", () => {
  it.each<[Reason, Partial<NonNullable<TraceEvent["why"]>>, string]>([
    [
      "capabilities-missing",
      { by: { resources: ["Reader"] }, asked: { capabilities: ["CAPABILITY_IAM"] } },
      "Reader gives rights of IAM, which needs CAPABILITY_IAM",
    ],
    [
      "capabilities-missing",
      { by: { resources: ["A", "B", "C"] }, asked: { capabilities: ["CAPABILITY_IAM"] } },
      "A, B and C give rights of IAM, which needs CAPABILITY_IAM",
    ],
    [
      "capabilities-missing",
      { by: { resources: [] }, asked: { capabilities: ["CAPABILITY_AUTO_EXPAND"] } },
      "the template has a transform, which needs CAPABILITY_AUTO_EXPAND",
    ],
    [
      "temporary-password-expired",
      { had: { username: "ann", seconds: 7_200 }, by: { days: 7 } },
      "the invitation of ann ran out 2 h ago: it counts 7 days",
    ],
    ["api-token-expired", { had: { endedSeconds: 600 } }, "the token ended 10 min ago"],
  ])("%s %j", (reason, facts, decided) => {
    expect(explain(anEvent({ verdict: "deny", why: { reason, ...facts } })).decided).toBe(decided);
  });
});

describe("TRACE-4 a refusal without a reason", () => {
  it("says what the caller got", () => {
    const wire = { status: 400, code: "ValidationException", message: "1 validation error detected." };

    expect(explain(anEvent({ verdict: "deny", operation: "PutRetentionPolicy", wire })).sentence).toBe(
      "nobody asked for PutRetentionPolicy; ValidationException: 1 validation error detected.",
    );
  });

  it("names like those of an object's own members are facts that are not there", () => {
    const event = about("scope-missing", JSON.parse('{"__proto__":{"scopes":"x"}}'));

    expect(explain(event).sentence).toContain("the token lacks nothing (has no scope)");
  });
});

it("TRACE-4 an answer that no rule refused is told as one", () => {
  const event = {
    request: "r",
    service: "execute-api",
    operation: "GET /orders",
    step: "integrate",
    verdict: "allow",
    ms: 1,
    wire: { status: 200, code: "", message: "" },
  } as const;

  expect(explain(event).sentence).toMatch(/ asked for GET \/orders; answered with 200\.$/);
});

describe("TRACE-10 a command to paste", () => {
  const HOSTILE = "$(echo ran)`echo ran`;echo ran>'x\"";
  const people: People = {
    displayName: () => HOSTILE,
    isGone: () => false,
    groups: () => [HOSTILE],
    hasEmail: () => true,
  };
  const commands = REASONS.flatMap((reason) => {
    const event = { ...about(reason, everyFact(HOSTILE)), who: HOSTILE };
    const { next } = explain(event, people);
    const command = next?.replace(/^\(eval "\$\(npx portcullis env\)" && (aws .*)\)$/s, "$1");
    return command === undefined || command.startsWith("eval ") ? [] : [[reason, command] as const];
  });

  it.each(commands)("of %s has names as words, and runs nothing of them: %s", (_reason, command) => {
    const placeholders = command.replaceAll(/<[a-z-]+>/g, "name");
    const said = execFileSync(
      "sh",
      ["-c", placeholders.replace(/^(npx portcullis|aws|npm)\b/, "printf '%s|'")],
      {
        encoding: "utf8",
      },
    );

    const words = said.split("|");
    expect(words.filter((word) => word.includes("ran") && !word.includes(HOSTILE))).toEqual([]);
    expect(words.some((word) => word.includes(HOSTILE))).toBe(command.includes("ran"));
  });

  it.each<[Reason, Partial<NonNullable<TraceEvent["why"]>>, string | undefined, string]>([
    ["api-token-missing", {}, undefined, "npx portcullis token <e-mail>"],
    ["api-token-not-genuine", { had: { username: "eve" } }, "eve", "npx portcullis token <e-mail>"],
    ["api-token-expired", {}, "eve@example.com", "npx portcullis token eve@example.com"],
    ["access-token-needed", {}, "eve@example.com", "npx portcullis token eve@example.com --raw access"],
    ["id-token-needed", {}, "eve@example.com", "npx portcullis token eve@example.com --raw id"],
    [
      "api-token-expired",
      { had: { client: "m1" } },
      "m1",
      "npx portcullis token --client m1 --client-credentials",
    ],
    ["password-wrong", {}, undefined, "npx portcullis user password <e-mail>"],
    ["token-not-genuine", {}, undefined, "npx portcullis token <e-mail>"],
  ])("of %s %j by %s is whole", (reason, facts, who, command) => {
    const event = anEvent({ verdict: "deny", why: { reason, ...facts }, who: who ?? "anonymous" });

    expect(explain(event).next).toBe(command);
  });
});
