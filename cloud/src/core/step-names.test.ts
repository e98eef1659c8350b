import { describe, expect, test } from "vitest";
import { stepAgent, stepTitle } from "./step-names.ts";

describe("steps by names for people", () => {
  test.each([
    ["execute-api", "authorize", "Authorize", "the authorizer"],
    ["execute-api", "validate", "Validate request", "the request validator"],
    ["s3", "authorize", "Authorize", "the policies"],
    ["cognito-idp", "run", "Run", "the operation"],
    ["cognito-pages", "token", "Token endpoint", "the token endpoint"],
    ["lambda", "run", "Run", "the function"],
    ["lambda", "PreAuthentication trigger", "PreAuthentication trigger", "the PreAuthentication trigger"],
    ["mqtt", "publish", "Publish", "the broker"],
    ["sns", "dead-letter", "Dead letter", "the dead-letter queue"],
    ["unheard-of", "some-step", "Some step", "the step some step"],
    ["constructor", "constructor", "Constructor", "the step constructor"],
  ])("%s %s is %s, by %s", (service, step, title, agent) => {
    expect(stepTitle({ service, step })).toBe(title);
    expect(stepAgent({ service, step })).toBe(agent);
  });

  test("a no of the function behind a route is the function's", () => {
    const why = { reason: "function-answered" } as const;

    expect(stepAgent({ service: "execute-api", step: "integrate", why })).toBe("the function");
    expect(stepAgent({ service: "execute-api", step: "integrate" })).toBe("the integration");
  });
});
