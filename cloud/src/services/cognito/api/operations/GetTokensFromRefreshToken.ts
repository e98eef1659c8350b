import { timingSafeEqual } from "node:crypto";
import type { GetTokensFromRefreshTokenRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { UserPoolClient } from "../../domain/clients/client.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { clientAndPool } from "../../domain/sign-in/client-context.ts";
import { notAuthorized } from "../../shared/errors.ts";
import { describeTokens, noteTokens } from "./auth-outcome.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetTokensFromRefreshToken.html */
export function getTokensFromRefreshToken(
  dependencies: AuthDependencies,
): Operation<GetTokensFromRefreshTokenRequest> {
  return {
    name: "GetTokensFromRefreshToken",
    unsupportedMembers: ["DeviceKey"],
    auth: "public",
    run: async (input, context) => {
      const { client } = clientAndPool(dependencies, input.ClientId);
      assertClientSecret(client, input.ClientSecret);
      const issued = await dependencies.tokens.refresh(client, input.RefreshToken, input.ClientMetadata);
      return noteTokens(context, { AuthenticationResult: describeTokens(issued) });
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
