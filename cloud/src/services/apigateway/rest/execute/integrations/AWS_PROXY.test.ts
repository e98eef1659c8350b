import { describe, expect, test } from "vitest";
import type { TraceEvent } from "../../../../../core/ports/trace.ts";
import type { Why } from "../../../../../core/why.ts";
import { createFakes, FUNCTION_ARN } from "../../../testing/fakes.ts";
import { API_ID, api, LAMBDA, method, serve } from "../../../testing/stage.ts";
import { CALLER_CREDENTIALS } from "../../constants.ts";

const ROLE = "arn:aws:iam::123456789012:role/invoker";
const UNTRUSTING: Why = { reason: "role-does-not-trust", had: { actor: "apigateway.amazonaws.com" } };

/** One method, whose integration has credentials where they are given. */
function served(credentials?: string, authorizationType = "NONE") {
  const traced: TraceEvent[] = [];
  const fakes = createFakes();
  const asked: unknown[][] = [];
  const { whyNot } = fakes.context.roleAssumer;
  Object.assign(fakes.context, {
    trace: { record: (event: TraceEvent) => void traced.push(event) },
    roleAssumer: {
      whyNot: (...question: Parameters<typeof whyNot>) => {
        asked.push(question);
        return whyNot(...question);
      },
    },
  });
  const integration = { ...LAMBDA, ...(credentials === undefined ? {} : { credentials }) };
  return {
    ...serve(api({ "/x": [method("GET", { integration, authorizationType })] }), {}, fakes),
    traced,
    asked,
  };
}

describe("APIGW-20 who calls the function", () => {
  test("APIGW-20 without credentials it is API Gateway, for the method", async () => {
    const stage = served();
    await stage.call({ path: "/v1/x" });
    expect(stage.fakes.invocations.map(({ caller }) => caller)).toEqual([
      {
        kind: "service",
        service: "apigateway.amazonaws.com",
        sourceArn: `arn:aws:execute-api:eu-west-1:123456789012:${API_ID}/v1/GET/x`,
        sourceAccount: "123456789012",
      },
    ]);
    expect(stage.asked).toEqual([]);
  });

  test("APIGW-20 with credentials it is a session of that role, which trusts API Gateway", async () => {
    const stage = served(ROLE);
    stage.fakes.trust.set(ROLE, undefined);
    expect((await stage.call({ path: "/v1/x" })).status).toBe(200);
    expect(stage.asked).toEqual([[ROLE, "apigateway.amazonaws.com", undefined]]);
    expect(stage.fakes.invocations).toMatchObject([
      {
        functionArn: FUNCTION_ARN,
        caller: {
          kind: "role",
          roleArn: ROLE,
          arn: "arn:aws:sts::123456789012:assumed-role/invoker/BackplaneAssumeRoleSession",
          sessionPolicies: [],
        },
      },
    ]);
  });

  test.each<[string, (trust: Map<string, Why | undefined>) => unknown, string]>([
    ["is gone", () => undefined, "role-missing"],
    ["does not trust API Gateway", (trust) => trust.set(ROLE, UNTRUSTING), "role-does-not-trust"],
  ])("APIGW-20 a role that %s: 500, the function does not run", async (_title, prepare, reason) => {
    const stage = served(ROLE);
    prepare(stage.fakes.trust);
    const { status, body } = await stage.call({ path: "/v1/x" });
    expect([status, body]).toEqual([500, '{"message": "Internal server error"}']);
    expect(stage.fakes.invocations).toEqual([]);
    expect(stage.traced.at(-1)).toMatchObject({
      verdict: "error",
      why: { reason, rule: "APIGW-20", by: { api: API_ID, function: FUNCTION_ARN } },
      wire: { status: 500 },
    });
  });

  test("APIGW-20 a role that trusted API Gateway once is asked again at the next call", async () => {
    const stage = served(ROLE);
    stage.fakes.trust.set(ROLE, undefined);
    const before = await stage.call({ path: "/v1/x" });
    stage.fakes.trust.set(ROLE, UNTRUSTING);
    const after = await stage.call({ path: "/v1/x" });
    expect([before.status, after.status, stage.fakes.invocations.length]).toEqual([200, 500, 1]);
  });

  test("APIGW-20 what Lambda refuses the role is a 500 with its reason", async () => {
    const stage = served(ROLE);
    stage.fakes.trust.set(ROLE, undefined);
    const why: Why = { reason: "no-allow", by: { kind: "identity" } };
    stage.fakes.outcome = { kind: "refused", code: "AccessDeniedException", message: "no", why };
    const { status, body } = await stage.call({ path: "/v1/x" });
    expect([status, body]).toEqual([500, '{"message": "Internal server error"}']);
    expect(stage.traced.at(-1)).toMatchObject({ why: { reason: "no-allow", by: { kind: "identity" } } });
  });

  const SIGNED = {
    Authorization: "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=good",
    "X-Amz-Date": "x",
  };

  test("APIGW-20 with the caller's credentials it is whoever signed the request", async () => {
    const stage = served(CALLER_CREDENTIALS, "AWS_IAM");
    expect((await stage.call({ path: "/v1/x", headers: SIGNED })).status).toBe(200);
    expect(stage.fakes.invocations).toMatchObject([
      {
        functionArn: FUNCTION_ARN,
        caller: { kind: "administrator", arn: "arn:aws:iam::123456789012:user/administrator" },
      },
    ]);
    expect(stage.asked).toEqual([]);
  });

  test("APIGW-20 with the caller's credentials what Lambda refuses the caller is a 500 with its reason", async () => {
    const stage = served(CALLER_CREDENTIALS, "AWS_IAM");
    const why: Why = { reason: "no-allow", by: { kind: "identity" } };
    stage.fakes.outcome = { kind: "refused", code: "AccessDeniedException", message: "no", why };
    const { status, body } = await stage.call({ path: "/v1/x", headers: SIGNED });
    expect([status, body]).toEqual([500, '{"message": "Internal server error"}']);
    expect(stage.traced.at(-1)).toMatchObject({ why: { reason: "no-allow", by: { kind: "identity" } } });
  });

  test("APIGW-20 with the caller's credentials an unsigned call reaches no function", async () => {
    const stage = served(CALLER_CREDENTIALS, "AWS_IAM");
    expect((await stage.call({ path: "/v1/x" })).status).toBe(403);
    expect(stage.fakes.invocations).toEqual([]);
  });
});
