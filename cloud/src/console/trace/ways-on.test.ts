import { describe, expect, test } from "vitest";
import type { Why } from "../../core/why.ts";
import type { Story } from "../../trace/story.ts";
import { missingOf, waysOn } from "./ways-on.ts";

const SCOPE_MISSING: Why = {
  reason: "scope-missing",
  asked: { scopes: ["Editors-7p8q"] },
  had: {
    scopes: ["openid"],
    token_use: "access",
    exp: 1_800_000_000,
    pool: "eu-west-1_a",
    username: "b/c?d",
  },
  by: { api: "4bik" },
};

function storyOf(why: Why | undefined, more: Partial<Story> = {}): Story {
  const event = {
    v: 1,
    seq: 1,
    at: 0,
    request: "r",
    service: "s",
    step: "authorize",
    verdict: "deny",
    ms: 0,
  };
  return {
    verdict: "deny",
    operation: "POST /doors/open",
    who: "eve@example.com",
    steps: [{ event: why === undefined ? event : { ...event, why } }],
    ...more,
  } as unknown as Story;
}

describe("what a token lacked", () => {
  test("its scopes, what it had, and when it ends", () => {
    expect(missingOf(storyOf(SCOPE_MISSING))).toEqual({
      scopes: ["Editors-7p8q"],
      present: ["openid"],
      token: { use: "access", endsAt: 1_800_000_000_000 },
    });
  });

  test("of a token whose end is not known, without it", () => {
    expect(missingOf(storyOf({ reason: "scope-missing" }))).toEqual({
      scopes: [],
      present: [],
      token: undefined,
    });
  });

  test.each([
    ["another reason", storyOf({ reason: "api-token-missing" })],
    ["none", storyOf(undefined)],
  ])("is nothing for %s", (_, story) => {
    expect(missingOf(story)).toBeUndefined();
  });
});

const NOBODY_IS_GONE = () => false;

describe("ways on from a refusal", () => {
  test("to the person, the route and who may, whatever is in their names", () => {
    const story = storyOf(SCOPE_MISSING, { would: "group Editors may bring it, then a new token" });
    expect(waysOn(story, NOBODY_IS_GONE).map(({ text, href }) => [text, href])).toEqual([
      ["Groups of eve@example.com …", "/_portcullis/people/eu-west-1_a/b%2Fc%3Fd"],
      ["Try it again …", "/_portcullis/apis/4bik?route=POST+%2Fdoors%2Fopen#try"],
      ["Who may?", "/_portcullis/access?q=POST+%2Fdoors%2Fopen"],
    ]);
  });

  test("not to the page of a person who was deleted", () => {
    const ways = waysOn(storyOf(SCOPE_MISSING), (username) => username === "b/c?d");
    expect(ways.map(({ text }) => text)).toEqual(["Try it again …", "Who may?"]);
  });

  test("a caller without a name is the person", () => {
    expect(waysOn(storyOf(SCOPE_MISSING, { who: "arn:aws:iam::1:user/a" }), NOBODY_IS_GONE)[0]?.text).toBe(
      "Open the person",
    );
  });

  test.each([
    ["it passed", storyOf(SCOPE_MISSING, { verdict: "allow" })],
    ["nothing is known", storyOf(undefined)],
    [
      "it is an operation of AWS and nobody's token",
      storyOf({ reason: "no-allow", by: { api: "4bik" } }, { operation: "GetObject" }),
    ],
  ])("none where %s", (_, story) => {
    expect(waysOn(story, NOBODY_IS_GONE)).toEqual([]);
  });
});
