import { describe, expect, test } from "vitest";
import type { AuditContext } from "../context.ts";
import type { UserPool } from "../deployment/deployment.ts";
import type { Answer, Sent } from "../http/send.ts";
import { deploymentOf, resource, runCheckOn } from "../testing/fake-deployment.ts";

const QUESTION = { ChallengeName: "CUSTOM_CHALLENGE", Session: "s".repeat(40) };
const TOKENS = { AuthenticationResult: { AccessToken: "a.b.c" } };
const WRONG = { __type: "NotAuthorizedException", message: "Incorrect username or password." };

function poolOf(flows: readonly string[] | undefined, define: string): UserPool {
  return {
    id: "eu-west-1_Pool",
    arn: "",
    resource: resource("Pool", "AWS::Cognito::UserPool"),
    settings: define === "" ? {} : { LambdaConfig: { DefineAuthChallenge: define } },
    clients: [
      {
        id: "c1",
        resource: resource("Client", ""),
        settings: flows === undefined ? {} : { ExplicitAuthFlows: flows },
      },
    ],
    groups: [],
    domain: undefined,
  };
}

/** Runs a check against a pool that gives these answers, one a call, the last again and again. */
async function run(id: string, answers: readonly object[], pool = poolOf(["ALLOW_CUSTOM_AUTH"], "arn")) {
  const sent: Record<string, unknown>[] = [];
  const context = {
    target: { kind: "local", userPoolUrl: "http://127.0.0.1:9" },
    people: { make: async () => ({ username: "ann" }) },
    send: async ({ body }: Sent): Promise<Answer> => {
      sent.push(JSON.parse(body ?? "{}") as Record<string, unknown>);
      const answer = answers[Math.min(sent.length, answers.length) - 1] ?? {};
      const status = "__type" in answer ? 400 : 200;
      return { status, headers: {}, cookies: [], body: JSON.stringify(answer) };
    },
  } as unknown as Partial<AuditContext>;
  const result = await runCheckOn(id, { deployment: deploymentOf({ pools: [pool] }), context });
  return { ...result, sent };
}

describe("custom sign-ins", () => {
  test("SGN-26 holds where the functions end it after some wrong answers", async () => {
    const { verdict, sent } = await run("SGN-26", [QUESTION, QUESTION, QUESTION, WRONG]);
    expect(verdict).toBe("held");
    expect(sent.map(({ AuthFlow, Session }) => AuthFlow ?? Session)).toEqual([
      "CUSTOM_AUTH",
      ...[1, 2, 3].map(() => QUESTION.Session),
    ]);
  });

  test.each([
    ["at once", [TOKENS], "Client gave tokens after 0 wrong answers and no right one."],
    ["for a wrong answer", [QUESTION, TOKENS], "Client gave tokens after 1 wrong answers and no right one."],
  ])("SGN-26 tokens %s are found", async (_when, answers, what) => {
    const { verdict, findings } = await run("SGN-26", answers);
    expect([verdict, findings[0]?.what, findings[0]?.severity]).toEqual(["found", what, "critical"]);
  });

  test("SGN-26 a sign-in that asks for ever is found", async () => {
    const { findings, sent } = await run("SGN-26", [QUESTION]);
    expect(findings).toMatchObject([
      { severity: "medium", what: "Client went on asking after 5 wrong answers." },
    ]);
    expect(sent).toHaveLength(6);
  });

  test("SGN-26 a function that fails has not held", async () => {
    const { verdict } = await run("SGN-26", [{ __type: "UserLambdaValidationException", message: "" }]);
    expect(verdict).toBe("not checked");
  });

  test.each([
    ["the pool has no functions", poolOf(["ALLOW_CUSTOM_AUTH"], "")],
    ["the client has other flows", poolOf(["ALLOW_USER_SRP_AUTH"], "arn")],
  ])("SGN-26 there is nothing to check where %s", async (_why, pool) => {
    const { verdict, sent } = await run("SGN-26", [TOKENS], pool);
    expect([verdict, sent]).toEqual(["nothing to check", []]);
  });

  test("SGN-26 a client without a list of flows is tried", async () => {
    expect((await run("SGN-26", [TOKENS], poolOf(undefined, "arn"))).verdict).toBe("found");
  });

  test("SGN-07 a custom sign-in shows no password, and is left to SGN-26", async () => {
    const { verdict, sent, notes } = await run("SGN-07", [
      { __type: "InvalidParameterException", message: "" },
    ]);
    expect(verdict).toBe("held");
    expect(sent.map(({ AuthFlow }) => AuthFlow)).toEqual(["USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH"]);
    expect(notes).toEqual(["Client signs in by functions of the project: see SGN-26."]);
  });

  test("SGN-07 a flow that begins where there are no functions is found", async () => {
    const { verdict, sent } = await run("SGN-07", [QUESTION], poolOf(["ALLOW_CUSTOM_AUTH"], ""));
    expect(verdict).toBe("found");
    expect(sent.map(({ AuthFlow }) => AuthFlow)).toContain("CUSTOM_AUTH");
  });
});
