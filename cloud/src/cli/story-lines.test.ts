import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import type { Story } from "../trace/story.ts";
import { storyLines } from "./story-lines.ts";

const STORY: Story = {
  asked: "eve@example.com asked for POST /gates/control",
  decided: "the token lacks Admins-web",
  sentence: "eve@example.com asked for POST /gates/control; the token lacks Admins-web.",
  request: "1a2b93f0",
  short: "1a2b",
  seq: 1,
  decidedBy: 1,
  at: Date.UTC(2026, 0, 1, 9, 52, 7),
  verdict: "deny",
  service: "execute-api",
  operation: "POST /gates/control",
  who: "eve@example.com",
  headline: "Refused with 401 by the authorizer",
  concealed: false,
  steps: [],
  calls: [],
};
const lines = (story: Partial<Story>): string[] =>
  storyLines({ ...STORY, ...story }).map(stripVTControlCharacters);

describe("a request as explain shows it", () => {
  test("the next command is for the state folder that was given", () => {
    const told = storyLines({ ...STORY, next: "npx portcullis logs Hello" }, "/s").map(
      stripVTControlCharacters,
    );
    expect(told).toContain("  next: npx portcullis logs Hello --state /s");
    expect(lines({ next: "npx portcullis logs Hello" })).toContain("  next: npx portcullis logs Hello");
  });

  test("the sentence says who asked for what", () => {
    expect(lines({})).toEqual([
      "✖ Refused with 401 by the authorizer  09:52:07  1a2b93f0",
      "  eve@example.com asked for POST /gates/control; the token lacks Admins-web.",
      "",
    ]);
  });

  test("a sentence that leaves it out, as it would be too long, has it above", () => {
    const sentence = "the token lacks Admins-web; group Admins may bring it, then a new token.";

    expect(lines({ sentence }).slice(1, 3)).toEqual([
      "  eve@example.com asked for POST /gates/control:",
      `  ${sentence}`,
    ]);
  });

  test("nothing that a caller chose moves the cursor or breaks the line", () => {
    const told = storyLines({ ...STORY, asked: "\u001b[2Ja\nb asked for x", sentence: "no." });

    expect(told[1]).not.toContain("\u001b");
    expect(told[1]?.split("\n")).toHaveLength(1);
  });
});
