import { describe, expect, test } from "vitest";
import { REST_API_STEPS } from "../../../core/step-names.ts";
import type { TracedStep, TracedStory } from "../../../wire/console-area.ts";
import { CHAIN } from "../rest/execute/chain.ts";
import type { RouteView } from "./read.ts";
import { type WayFacts, wayOf } from "./way.ts";

const ROUTE: RouteView = {
  resourceId: "r",
  method: "POST",
  path: "/orders",
  authorization: "COGNITO_USER_POOLS",
  authorizer: { name: "People", type: "COGNITO_USER_POOLS", userPoolIds: [], header: "Authorization" },
  scopes: ["orders/write"],
  functionName: "physical",
  integration: "AWS_PROXY",
  model: "Order",
  hasValidator: true,
  apiKeyRequired: false,
};
const FACTS: WayFacts = {
  apiId: "abc",
  stage: "v1",
  deploymentId: "d1",
  route: ROUTE,
  bodyBytes: 1234,
  functionLabel: "OrdersFunction",
};

type Event = TracedStep["event"];

function storyOf(...events: readonly Partial<Event>[]): TracedStory {
  const steps = events.map((event) => ({
    decided: "the token lacks orders/write",
    event: {
      request: "id",
      service: "execute-api",
      step: "integrate",
      verdict: "allow",
      ms: 0.64,
      at: 1,
      ...event,
    } as Event,
  }));
  return {
    request: "id",
    short: "id",
    seq: 1,
    at: 1,
    verdict: "allow",
    service: "execute-api",
    operation: "POST /orders",
    who: "ann",
    headline: "",
    sentence: "",
    asked: "",
    decided: "",
    concealed: false,
    steps,
    calls: [],
  };
}

const wire = (status: number) => ({ status, code: "", message: "" });
const shown = (story: TracedStory, facts = FACTS) =>
  wayOf(story, facts)?.map(({ name, verdict, why }) => `${verdict} ${name}: ${String(why)}`);

describe("the way of a call", () => {
  test("its steps are those of the chain, in its order, once the stage is found", () => {
    expect(REST_API_STEPS).toEqual(["stage", ...CHAIN.map(([name]) => name)]);
  });

  test("one that passed went through every step", () => {
    expect(shown(storyOf({ step: "authorize" }, { step: "integrate", wire: wire(200) }))).toEqual([
      "yes Stage: abc · v1, deployment d1",
      "yes Match route: POST /orders",
      "yes Size: 1,234 bytes of 10 MB",
      "yes Throttle: within the rate of the stage and the route",
      "yes Authorize: People: the access token is valid and has one of orders/write",
      "yes Resource policy: the API has none, or it lets this call in",
      "yes Validate request: the validator of the method found nothing missing",
      "yes Integrate: OrdersFunction answered with 200",
    ]);
  });

  test("the step that refused says why; those after it were not reached", () => {
    const story = storyOf({
      step: "authorize",
      verdict: "deny",
      wire: wire(401),
      why: { rule: "APIGW-6" } as never,
    });
    const way = wayOf(story, FACTS) ?? [];
    expect(way.map(({ verdict }) => verdict)).toEqual([
      "yes",
      "yes",
      "yes",
      "yes",
      "no",
      "skip",
      "skip",
      "skip",
    ]);
    expect(way[4]).toMatchObject({ why: "the token lacks orders/write", note: "APIGW-6", aside: "0.6 ms" });
    expect(way.at(-1)?.why).toBe("not reached; OrdersFunction did not start");
  });

  test.each([
    ["stage", 0],
    ["route", 1],
    ["size", 2],
    ["throttle", 3],
    ["resource-policy", 5],
    ["validate", 6],
    ["integrate", 7],
  ])("it may end at %s", (step, index) => {
    const way = wayOf(storyOf({ step, verdict: "deny" }), FACTS) ?? [];
    expect(way.findIndex(({ verdict }) => verdict === "no")).toBe(index);
  });

  test("an override of the method is shown only where it ended the call", () => {
    expect(shown(storyOf({ step: "method", verdict: "deny" }))?.[1]).toMatch(/^no Override of the method/);
  });

  test("a failure of the function is no refusal", () => {
    expect(shown(storyOf({ step: "integrate", verdict: "error", wire: wire(502) }))?.at(-1)).toMatch(
      /^fail Integrate/,
    );
  });

  test.each<[Partial<RouteView>, string]>([
    [{ authorization: "NONE", authorizer: undefined }, "no authorizer: anybody may call it"],
    [
      { authorization: "AWS_IAM", authorizer: undefined },
      "the signature is valid, and policies allow the call",
    ],
    [{ authorization: "CUSTOM" }, "People let it pass"],
    [{ scopes: [] }, "People: the ID token is valid"],
  ])("authorized by %j", (route, text) => {
    const facts = { ...FACTS, route: { ...ROUTE, ...route } };
    expect(shown(storyOf({ step: "integrate" }), facts)?.[4]).toBe(`yes Authorize: ${text}`);
  });

  test("what came to no stage has no way", () => {
    expect(wayOf(storyOf({ service: "front-door" }), FACTS)).toBeUndefined();
    expect(wayOf(storyOf(), FACTS)).toBeUndefined();
    expect(wayOf(storyOf({ step: "stage" }), FACTS)).toBeDefined();
  });
});
