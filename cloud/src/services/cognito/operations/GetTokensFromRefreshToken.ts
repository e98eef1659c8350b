import { timingSafeEqual } from "node:crypto";
import type { Operation } from "../../../wire/operation.ts";
import type { UserPoolClient } from "../clients/client.ts";
import { CLIENT_ID, CLIENT_METADATA } from "../constants.ts";
import { notAuthorized } from "../errors.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { describeTokens } from "./auth-outcome.ts";
import { partyOf } from "./parties.ts";
import { ACCESS_TOKEN } from "./self-service-input.ts";

interface Input {
  readonly RefreshToken: string;
  readonly ClientId: string;
  readonly ClientSecret?: string;
  readonly ClientMetadata?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export function getTokensFromRefreshToken(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "GetTokensFromRefreshToken",
    auth: "public",
    input: {
      RefreshToken: ACCESS_TOKEN,
      ClientId: CLIENT_ID,
      ClientSecret: { type: "string", min: 24, max: 64, pattern: "[\\w+]+", secret: true },
      DeviceKey: { type: "string", min: 1, max: 55, pattern: "[\\w-]+_[0-9a-f-]+" },
      ClientMetadata: CLIENT_METADATA,
    },
    run: async (input) => {
      const { client } = partyOf(dependencies, input.ClientId);
      assertClientSecret(client, input.ClientSecret);
      const issued = await dependencies.tokens.refresh(client, input.RefreshToken, input.ClientMetadata);
      return { AuthenticationResult: describeTokens(issued) };
    },
  };
}

/** COG-SEC-2: operations that take the secret itself compare it in constant time. */
export function assertClientSecret(client: UserPoolClient, given: string | undefined): void {
  const expected = Buffer.from(client.secret ?? "");
  const actual = Buffer.from(given ?? "");
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) {
    throw notAuthorized(`Unable to verify secret for client ${client.id}`);
  }
}
