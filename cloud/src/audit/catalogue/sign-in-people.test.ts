import { describe, expect, test } from "vitest";
import type { AuditContext } from "../context.ts";
import type { UserPool } from "../deployment/deployment.ts";
import { documentOf, textAt } from "../deployment/json.ts";
import type { Answer, Sent } from "../http/send.ts";
import { deploymentOf, resource, runCheckOn } from "../testing/fake-deployment.ts";

const POOL: UserPool = {
  id: "eu-west-1_Pool",
  arn: "",
  resource: resource("Pool", "AWS::Cognito::UserPool"),
  settings: {},
  clients: [
    {
      id: "c1",
      resource: resource("Web", ""),
      settings: { ExplicitAuthFlows: ["ALLOW_USER_PASSWORD_AUTH"] },
    },
  ],
  groups: [],
  domain: undefined,
};

/** A pool that takes another address at once, and says so or not when somebody signs in. */
async function run(signsIn: (name: string) => boolean) {
  const events: string[] = [];
  const context = {
    target: {
      kind: "local",
      userPoolUrl: "http://127.0.0.1:9",
      cognito: async () => ({}),
    },
    people: {
      make: async () => ({ username: "ann@example.com", password: "p" }),
      shared: async () => ({ username: "555" }),
      signIn: async () => ({ AccessToken: "a.b.c" }),
      readdress: (address: string) => events.push(`address ${address}`),
    },
    send: async ({ body }: Sent): Promise<Answer> => {
      const input = documentOf(body ?? "");
      const name = textAt(input, "AuthParameters", "USERNAME");
      events.push(name === "" ? "update" : `sign-in ${name}`);
      const isRefused = name !== "" && !signsIn(name);
      const answer = isRefused ? { __type: "NotAuthorizedException" } : {};
      return { status: isRefused ? 400 : 200, headers: {}, cookies: [], body: JSON.stringify(answer) };
    },
  } as unknown as Partial<AuditContext>;
  return {
    ...(await runCheckOn("SGN-23", { deployment: deploymentOf({ pools: [POOL] }), context })),
    events,
  };
}

describe("SGN-23", () => {
  test("AUDIT-12 notes the other address before the pool sends a code there", async () => {
    const { events, verdict } = await run((name) => !name.startsWith("changed-"));
    expect(events.slice(0, 2)).toEqual(["address changed-ann@example.com", "update"]);
    expect(verdict).toBe("held");
  });

  test("proposes what the finding is about, and nothing that a pool that is there refuses", async () => {
    const { findings } = await run(() => true);
    expect(findings.map(({ change }) => change)).toEqual([
      "+ UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [email] }",
    ]);
  });
});
