import { describe, expect, test } from "vitest";
import type { CallingContext } from "../calling.ts";
import type { Route } from "../deployment/deployment.ts";
import { apiOf } from "../testing/fake-deployment.ts";
import { callOf, isHarmless, isRefused, refusedBody } from "./route-request.ts";

const routeOf = (parts: Partial<Route>): Route => {
  const [route] = apiOf(parts).routes;
  if (route === undefined) throw new Error("one route");
  return route;
};
const model = (schema: object) => ({ schema: schema as never, types: ["application/json"] });
const at = (kind: "local" | "aws", safe: readonly string[] = []) =>
  ({ target: { kind }, declared: { safe }, runId: "1a2b" }) as unknown as CallingContext;

describe("isHarmless", () => {
  test.each([
    ["a GET here", at("local"), { method: "GET" }, true],
    ["a GET on AWS", at("aws"), { method: "GET" }, false],
    ["a GET on AWS that is declared safe", at("aws", ["GET /orders"]), { method: "GET" }, true],
    ["a DELETE here", at("local"), { method: "DELETE" }, false],
    [
      "a POST whose body a model refuses",
      at("aws"),
      { method: "POST", model: model({ type: "object" }) },
      true,
    ],
    ["a POST whose model takes everything", at("local"), { method: "POST", model: model({}) }, false],
    ["what no function answers", at("aws"), { method: "POST", functionName: undefined }, true],
  ] as const)("AUDIT-11 %s: %s", (_what, context, parts, harmless) => {
    expect(isHarmless(context, routeOf(parts))).toBe(harmless);
  });
});

describe("callOf", () => {
  test("AUDIT-11 asks for what nobody has, with a body that the model refuses", () => {
    const route = routeOf({ method: "PUT", path: "/orders/{id}", model: model({ type: "object" }) });
    expect(callOf(at("local"), route)).toMatchObject({
      method: "PUT",
      path: "/v1/orders/portcullis-audit-1a2b",
      body: "[]",
    });
    expect(refusedBody(routeOf({ model: model({ type: "array" }) }))).toBe("{}");
    expect(refusedBody(routeOf({ model: model({ required: ["a"] }) }))).toBe("{}");
  });

  test("sends the token in the header that the authorizer reads", () => {
    const authorizer = { identitySource: "method.request.header.X-Token" } as Route["authorizer"];
    expect(callOf(at("local"), routeOf({ authorizer }), { token: "t" }).headers).toEqual([["X-Token", "t"]]);
  });
});

test.each([
  ["NONE", false, 403, false],
  ["NONE", true, 403, true],
  ["COGNITO", true, 403, true],
  ["COGNITO", false, 403, false],
  ["COGNITO", false, 401, true],
  ["FUNCTION", false, 403, true],
] as const)(
  "a gateway that asks %s, and for a key: %s, refuses by %i: %s",
  (guard, needsKey, status, refused) => {
    const answer = { status, headers: {}, cookies: [], body: "" };
    expect(isRefused(routeOf({ guard, needsKey }), answer)).toBe(refused);
  },
);
