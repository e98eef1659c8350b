import { RedirectRefusal } from "../../domain-request/refusals.ts";
import { type AuthorizationCheck, requestedScopes } from "../request/authorization-request.ts";

/** OAU-7: every scope asked for is one the client may have. */
export const scopesAreAllowed: AuthorizationCheck = (attempt) => {
  const allowed = new Set(attempt.client.oauthScopes);
  const refused = requestedScopes(attempt.parameters).filter((scope) => !allowed.has(scope));
  if (refused.length > 0) {
    throw new RedirectRefusal(attempt, "invalid_request", "invalid_scope").because({
      rule: "OAU-7",
      reason: "scope-not-allowed",
      asked: { scopes: refused },
      had: { client: attempt.client.id },
      by: { scopes: attempt.client.oauthScopes },
    });
  }
};
