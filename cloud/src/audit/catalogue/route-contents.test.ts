import { describe, expect, test } from "vitest";
import type { AuditContext } from "../context.ts";
import type { Answer, Sent } from "../http/send.ts";
import { apiOf, deploymentOf, runCheckOn } from "../testing/fake-deployment.ts";

const OTHER = `e.${Buffer.from('{"sub":"eve"}').toString("base64url")}.s`;

/** What a route answers to the body of its nth request. */
type Gateway = (body: { readonly sub?: string }, nth: number) => Partial<Answer>;

function bodies(answers: Gateway) {
  let nth = 0;
  const send = async ({ body }: Sent): Promise<Answer> => ({
    status: 200,
    headers: {},
    body: "",
    ...answers(JSON.parse(String(body)), nth++),
  });
  const route = { guard: "COGNITO", authorizer: { id: "a1" } } as never;
  const context = {
    target: { kind: "local" },
    people: { make: async () => ({}), signIn: async () => ({ AccessToken: OTHER }) },
    baselines: { of: async () => ({ tellsApart: true, good: { token: "t", groups: [] } }) },
    send,
  } as unknown as Partial<AuditContext>;
  return runCheckOn("RTE-07", { deployment: deploymentOf({ apis: [apiOf(route)] }), context });
}

describe("RTE-07 what only a token may say", () => {
  test("is held where every body gets the same", async () => {
    const { verdict } = await bodies(() => ({ body: "[]" }));

    expect(verdict).toBe("held");
  });

  test("is held where members of the answer come in another order, as from a table", async () => {
    const { verdict } = await bodies((_body, nth) => ({
      body: nth % 2 === 0 ? '[{"a":1,"b":2}]' : '[{"b":2,"a":1}]',
    }));

    expect(verdict).toBe("held");
  });

  test.each<[string, Gateway]>([
    ["otherwise", ({ sub = "me" }) => ({ body: sub })],
    ["404 in place of 200", ({ sub }) => ({ status: sub === undefined ? 200 : 404 })],
  ])("a route that answers %s believes the body", async (how, gateway) => {
    const { verdict, findings } = await bodies(gateway);

    expect(verdict).toBe("found");
    expect(findings[0]?.what).toBe(
      `GET /orders answers ${how} when the body has a "sub" of somebody else.`,
    );
  });

  test("AUDIT-9 is not checked where one request is answered in two ways", async () => {
    const { verdict, held, findings, reasons } = await bodies((_body, nth) => ({ body: String(nth) }));

    expect({ verdict, held, findings }).toEqual({ verdict: "not checked", held: 0, findings: [] });
    expect(reasons[0]).toContain("GET /orders answers one request in two ways");
  });
});
