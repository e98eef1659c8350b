import { AwsError } from "../../../../../core/errors.ts";
import type { HostedAuthDependencies } from "../../domain-request/dependencies.ts";
import { OAuthRefusal } from "../../domain-request/refusals.ts";
import { parameter } from "../../http/forms.ts";
import type { TokenGrant } from "../grant.ts";
import { asTokenRefusal } from "../trigger-failure.ts";

/** Only what AWS has been seen to explain is explained. */
const EXPLAINED = /^refresh token has been revoked$/i;

export function createRefreshTokenGrant({ tokens }: Pick<HostedAuthDependencies, "tokens">): TokenGrant {
  return async ({ client, form }) => {
    // OAU-37: the endpoint is for clients that may use OAuth; others refresh by InitiateAuth.
    if (!client.oauthEnabled) {
      throw new OAuthRefusal("unauthorized_client").because({
        rule: "OAU-37",
        reason: "grant-not-allowed",
        asked: { grant: "refresh_token" },
        had: { client: client.id },
        by: { flows: [] },
      });
    }
    const refreshToken = parameter(form, "refresh_token");
    if (refreshToken === undefined) {
      throw new OAuthRefusal("invalid_request").because({
        reason: "oauth-request-malformed",
        had: { client: client.id, fault: "refresh_token is missing" },
      });
    }
    try {
      return await tokens.refresh(client, refreshToken);
    } catch (error) {
      if (error instanceof AwsError && EXPLAINED.test(error.message)) {
        const refusal = new OAuthRefusal("invalid_grant", "Refresh token has been revoked");
        throw error.why === undefined ? refusal : refusal.because(error.why);
      }
      throw asTokenRefusal(error);
    }
  };
}
