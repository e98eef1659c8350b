import { describe, expect, test } from "vitest";
import { NO_PEOPLE } from "../../core/ports/people.ts";
import type { TraceEvent } from "../../core/ports/trace.ts";
import { tellStories } from "../../trace/story.ts";
import { StoryArticle } from "./story.tsx";

function shown(...events: readonly Partial<TraceEvent>[]): string[] {
  const { all } = tellStories(
    events.map((event, index) => ({
      ...{ v: 1, seq: index + 1, at: 0, request: "id", service: "execute-api", step: "integrate" },
      ...{ verdict: "allow", ms: 0.4, operation: "POST /orders", who: "ann", ...event },
    })),
    NO_PEOPLE,
  );
  const [story] = all;
  if (story === undefined) throw new Error("There is no story.");
  const html = String(<StoryArticle story={story} back="" isGone={() => false} />);
  const card = html.slice(html.indexOf('id="steps"'));
  return [...card.matchAll(/<li class="(\w+)">(.*?)<\/li>/gs)].map(
    ([, verdict, text = ""]) =>
      `${verdict} ${text
        .replace(/<[^>]*>/g, " ")
        .replace(/\s+/g, " ")
        .trim()}`,
  );
}

describe("an opened request", () => {
  test("a call of an API shows the steps that let it pass, the one that ended it, and what was not reached", () => {
    expect(
      shown({
        step: "authorize",
        api: "abc",
        verdict: "deny",
        wire: { status: 401, code: "UnauthorizedException", message: "Unauthorized" },
      }),
    ).toEqual([
      "yes Stage Passed API abc",
      "yes Match route Passed POST /orders",
      "yes Size Passed",
      "yes Throttle Passed",
      "no Authorize Refused UnauthorizedException: Unauthorized 0.4 ms",
      "skip Resource policy Not reached not reached",
      "skip Validate request Not reached not reached",
      "skip Integrate Not reached not reached",
    ]);
  });

  test("one that passed took every step, as who the authorizer said", () => {
    const steps = shown({ step: "authorize" }, { api: "abc", wire: { status: 200, code: "", message: "" } });

    expect(steps).toHaveLength(8);
    expect(steps[4]).toBe("yes Authorize Passed as ann 0.4 ms");
    expect(steps[7]).toBe("yes Integrate Passed answered with 200 0.4 ms");
  });

  test("of other requests the decisions are shown, and no step that is not known", () => {
    expect(shown({ service: "s3", operation: "GetObject", step: "authorize", verdict: "deny" })).toEqual([
      expect.stringMatching(/^no Authorize Refused/),
    ]);
  });
});
