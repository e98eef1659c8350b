import { describe, expect, test } from "vitest";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { signInWithBrowser } from "./browser-sign-in.ts";

const CODE = { AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: ["code"] };

/** @param domain of the pool @param app settings of its client */
function signIn(domain: string | undefined, app: object) {
  const shown: string[] = [];
  const answers: Record<string, object> = {
    DescribeUserPool: { UserPool: domain === undefined ? {} : { Domain: domain } },
    DescribeUserPoolClient: { UserPoolClient: app },
  };
  const client = {
    cognito: async (operation: string) => answers[operation],
    page: async (_path: string, method = "GET") =>
      method === "POST"
        ? { key: "k", address: "http://localhost/sign-in" }
        : { status: "signed-in", tokens: { access_token: "a" } },
  } as unknown as Pick<CloudClient, "cognito" | "page">;
  const tokens = signInWithBrowser({
    client,
    userPoolId: "eu-west-1_a",
    clientId: "web",
    show: (address) => shown.push(address),
  });
  return { tokens, shown };
}

describe("a sign-in on the hosted pages", () => {
  test.each([
    ["a pool without a domain", undefined, CODE, /has no domain.*AWS::Cognito::UserPoolDomain/],
    ["a client without OAuth", "shop", {}, /AllowedOAuthFlowsUserPoolClient: true/],
    ["a client without the code flow", "shop", { ...CODE, AllowedOAuthFlows: ["implicit"] }, /\[code\]/],
  ])("%s: says what is missing and what goes without", async (_what, domain, app, message) => {
    const { tokens, shown } = signIn(domain, app);
    await expect(tokens).rejects.toMatchObject({
      message: expect.stringMatching(message),
      nextCommand: "npx portcullis token <e-mail>",
    });
    expect(shown).toEqual([]);
  });

  test("with all of it the address is shown, and the tokens come", async () => {
    const { tokens, shown } = signIn("shop", CODE);
    expect((await tokens).AccessToken).toBe("a");
    expect(shown).toEqual(["http://localhost/sign-in"]);
  });
});
