import { RedirectRefusal } from "../../refusals.ts";
import { type Check, requestedScopes } from "../request.ts";

/** OAU-7: every scope asked for is one the client may have. */
export const scopesAreAllowed: Check = (attempt) => {
  const allowed = new Set(attempt.client.oauthScopes);
  if (requestedScopes(attempt.parameters).some((scope) => !allowed.has(scope))) {
    throw new RedirectRefusal(attempt, "invalid_request", "invalid_scope");
  }
};
