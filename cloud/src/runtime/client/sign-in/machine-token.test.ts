import { describe, expect, test } from "vitest";
import { UserError } from "../../../core/errors.ts";
import type { CloudClient, RawReply } from "../cloud-client.ts";
import { machineToken } from "./machine-token.ts";

interface World {
  readonly domain?: string;
  readonly secret?: string;
  readonly answer?: object;
  /** Of the client, beyond its secret. */
  readonly app?: object;
  readonly servers?: readonly object[];
}

const METERS = { Identifier: "meters", Scopes: [{ ScopeName: "read" }, { ScopeName: "write" }] };
const MAY = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ["client_credentials"],
  AllowedOAuthScopes: ["meters/read"],
};

/** A cloud of one pool and one client. */
function cloudOf({ domain, secret, answer = {}, app = MAY, servers = [METERS] }: World) {
  const answers: Readonly<Record<string, unknown>> = {
    DescribeUserPool: { UserPool: { Domain: domain } },
    DescribeUserPoolClient: { UserPoolClient: { ...app, ClientSecret: secret } },
    ListResourceServers: { ResourceServers: servers },
  };
  const requests: Parameters<CloudClient["sendUnsigned"]>[0][] = [];
  const client = {
    cognito: async (operation: string) => answers[operation],
    sendUnsigned: async (request: Parameters<CloudClient["sendUnsigned"]>[0]): Promise<RawReply> => {
      requests.push(request);
      return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) };
    },
  } as unknown as CloudClient;
  const ask = (...scopes: string[]) =>
    machineToken({ client, userPoolId: "eu-west-1_pool", clientId: "meter", scopes });
  return { requests, ask };
}

describe("a machine token", () => {
  const whole = { domain: "meters", secret: "hush", answer: { access_token: "a.b.c", expires_in: 3600 } };

  test("is asked for at the pool's endpoint with the client's secret", async () => {
    const { requests, ask } = cloudOf(whole);
    expect(await ask()).toEqual({ AccessToken: "a.b.c", IdToken: "", RefreshToken: "", ExpiresIn: 3600 });
    expect(requests).toMatchObject([
      {
        method: "POST",
        path: "/_aws/cognito-auth/meters/oauth2/token",
        headers: { authorization: `Basic ${Buffer.from("meter:hush").toString("base64")}` },
        body: "grant_type=client_credentials",
      },
    ]);
  });

  test("may be for some of the scopes", async () => {
    const { requests, ask } = cloudOf(whole);
    await ask("meters/read", "meters/write");
    expect(requests[0]?.body).toBe("grant_type=client_credentials&scope=meters%2Fread+meters%2Fwrite");
  });

  test.each<[string, World, RegExp]>([
    ["without a domain", { secret: "hush" }, /has no domain, and with it no token endpoint/],
    ["without a secret", { domain: "meters" }, /has no secret: it gets no machine tokens/],
    ["that is refused", { ...whole, answer: { error: "invalid_grant" } }, /says invalid_grant\./],
    [
      "that is refused with words",
      { ...whole, answer: { error: "invalid_client", error_description: "invalid_client_secret" } },
      /says invalid_client: invalid_client_secret\./,
    ],
  ])("%s is an error that says why", async (_what, world, words) => {
    await expect(cloudOf(world).ask()).rejects.toThrow(words);
  });

  test.each<[string, Partial<World>, readonly string[], string]>([
    ["a scope that it may not have", {}, ["meters/write"], " The app client meter may have meters/read."],
    ["scopes that it has: no guess", {}, ["meters/read"], ""],
    [
      "a client without the flow",
      { app: { ...MAY, AllowedOAuthFlows: ["code"] } },
      [],
      " The app client meter lacks AllowedOAuthFlows: [client_credentials], or AllowedOAuthFlowsUserPoolClient: true beside it.",
    ],
    [
      "a client whose flows are off",
      { app: { ...MAY, AllowedOAuthFlowsUserPoolClient: false } },
      [],
      " The app client meter lacks AllowedOAuthFlows: [client_credentials], or AllowedOAuthFlowsUserPoolClient: true beside it.",
    ],
    [
      "a pool without resource servers",
      { servers: [] },
      [],
      " The user pool eu-west-1_pool has no scope for a machine: they come from an AWS::Cognito::UserPoolResourceServer.",
    ],
    [
      "a client without a scope of one",
      { app: { ...MAY, AllowedOAuthScopes: ["openid"] } },
      [],
      " The app client meter has no scope of a resource server in AllowedOAuthScopes; there are meters/read, meters/write.",
    ],
  ])("a refusal says what is missing: %s", async (_what, world, scopes, words) => {
    const { ask } = cloudOf({ ...whole, answer: { error: "invalid_scope" }, ...world });
    await expect(ask(...scopes)).rejects.toThrow(
      new UserError(`The token endpoint says invalid_scope.${words}`, "npx portcullis explain"),
    );
  });
});
