import { expect, test } from "vitest";
import { systemRandomness } from "../../../core/randomness.ts";
import { ManualClock } from "../../../core/testing/manual-clock.ts";
import type { CloudClient } from "../cloud-client.ts";
import { wayInto } from "./client-way.ts";
import { signIn } from "./sign-in.ts";

const TOKENS = { AccessToken: "a", IdToken: "i", RefreshToken: "r", ExpiresIn: 3600 };
const APP = { userPoolId: "eu-west-1_people", clientId: "web" };

interface Call {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A pool that answers in the order given. */
function poolOf(...answers: object[]) {
  const calls: Call[] = [];
  const client = {
    cognito: async (operation: string, input: Call["input"]) => {
      calls.push({ operation, input });
      return answers.shift();
    },
  } as unknown as Pick<CloudClient, "cognito">;
  return { client, calls };
}

test.each([
  ["no list", undefined, "USER_SRP_AUTH"],
  ["all of them", ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"], "USER_SRP_AUTH"],
  ["plain passwords", ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"], "USER_PASSWORD_AUTH"],
  ["plain passwords, by the old name", ["USER_PASSWORD_AUTH"], "USER_PASSWORD_AUTH"],
  ["a server's sign-in", ["ALLOW_ADMIN_USER_PASSWORD_AUTH"], "ADMIN_USER_PASSWORD_AUTH"],
  ["a server's, by the old name", ["ADMIN_NO_SRP_AUTH"], "ADMIN_USER_PASSWORD_AUTH"],
  ["none with a password", ["ALLOW_CUSTOM_AUTH"], "USER_SRP_AUTH"],
])("an app client that lists %s", async (_what, flows, flow) => {
  const { client } = poolOf({ UserPoolClient: { ExplicitAuthFlows: flows, ClientSecret: "s" } });

  expect(await wayInto({ client, ...APP })).toEqual({ flow, clientSecret: "s" });
});

const FIRST = {
  ChallengeName: "NEW_PASSWORD_REQUIRED",
  Session: "session",
  ChallengeParameters: { USER_ID_FOR_SRP: "u", requiredAttributes: '["userAttributes.given_name"]' },
};

function firstSignIn(attributes: ReadonlyMap<string, string>) {
  const { client, calls } = poolOf(FIRST, { AuthenticationResult: TOKENS });
  const tokens = signIn({
    client,
    ...APP,
    username: "eve@example.com",
    flow: "ADMIN_USER_PASSWORD_AUTH",
    answers: {
      password: async () => "Temporary-1",
      newPassword: async () => "Lasting-1",
      code: async () => "",
      attributes,
    },
    clock: new ManualClock(),
    randomness: systemRandomness,
  });
  return { tokens, calls };
}

test("a server's sign-in is answered by its own operations, with what the pool requires", async () => {
  const { tokens, calls } = firstSignIn(new Map([["given_name", "Eve"]]));

  expect(await tokens).toEqual(TOKENS);
  expect(calls).toEqual([
    {
      operation: "AdminInitiateAuth",
      input: {
        AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
        UserPoolId: APP.userPoolId,
        ClientId: "web",
        AuthParameters: { USERNAME: "eve@example.com", PASSWORD: "Temporary-1" },
      },
    },
    {
      operation: "AdminRespondToAuthChallenge",
      input: {
        UserPoolId: APP.userPoolId,
        ClientId: "web",
        ChallengeName: "NEW_PASSWORD_REQUIRED",
        Session: "session",
        ChallengeResponses: {
          USERNAME: "u",
          NEW_PASSWORD: "Lasting-1",
          "userAttributes.given_name": "Eve",
        },
      },
    },
  ]);
});

test("what the pool requires and nobody gave is asked for by name", async () => {
  const { tokens, calls } = firstSignIn(new Map());

  await expect(tokens).rejects.toMatchObject({
    message: expect.stringContaining("requires given_name"),
    nextCommand: "npx portcullis token eve@example.com --attribute given_name=<value>",
  });
  expect(calls).toHaveLength(1);
});
