import { AwsError } from "../../../core/errors.ts";
import type { Operation } from "../../../wire/operation.ts";
import { CLIENT_ID } from "../constants.ts";
import { invalidParameter, unsupportedOperation, unsupportedTokenType } from "../errors.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import { assertClientSecret } from "./GetTokensFromRefreshToken.ts";
import { partyOf } from "./parties.ts";
import { ACCESS_TOKEN } from "./self-service-input.ts";

interface Input {
  readonly Token: string;
  readonly ClientId: string;
  readonly ClientSecret?: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html */
export function revokeToken(dependencies: AuthDependencies): Operation<Input> {
  return {
    name: "RevokeToken",
    auth: "public",
    input: {
      Token: ACCESS_TOKEN,
      ClientId: CLIENT_ID,
      ClientSecret: { type: "string", min: 24, max: 64, pattern: "[\\w+]+", secret: true },
    },
    run: (input) => {
      const { client } = partyOf(dependencies, input.ClientId);
      assertClientSecret(client, input.ClientSecret);
      if (!client.enableTokenRevocation) {
        throw unsupportedOperation("Token revocation is not enabled for the client.");
      }
      switch (dependencies.tokens.revoke(client, input.Token)) {
        case "revoked":
          return {};
        case "unsupported-token-type":
          throw unsupportedTokenType("Unsupported token type");
        case "foreign":
          throw new AwsError("UnauthorizedException", "The token was issued to another client.");
        case "invalid":
          throw invalidParameter("Invalid Refresh Token");
      }
    },
  };
}
