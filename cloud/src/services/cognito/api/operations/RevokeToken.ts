import { AwsError, unsupported } from "../../../../core/errors.ts";
import type { RevokeTokenRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import type { Operation } from "../../../../wire/operation.ts";
import type { AuthDependencies } from "../../domain/sign-in/auth-dependencies.ts";
import { clientAndPool } from "../../domain/sign-in/client-context.ts";
import { invalidParameter, unsupportedOperation, unsupportedTokenType } from "../../shared/errors.ts";
import { assertClientSecret } from "./GetTokensFromRefreshToken.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RevokeToken.html */
export function revokeToken(dependencies: AuthDependencies): Operation<RevokeTokenRequest> {
  return {
    name: "RevokeToken",
    auth: "public",
    run: (input) => {
      if (input.RevokeAssociatedSessions === "LINKED") {
        throw unsupported("RevokeAssociatedSessions LINKED of RevokeToken");
      }
      const { client } = clientAndPool(dependencies, input.ClientId);
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
