import { RedirectRefusal } from "../../domain-request/refusals.ts";
import { repeatedNames } from "../../http/forms.ts";
import type { AuthorizationCheck } from "../request/authorization-request.ts";

/** OAU-5: no parameter occurs twice (RFC 6749 §3.1). */
export const parametersAreSingle: AuthorizationCheck = (attempt) => {
  if (repeatedNames(attempt.parameters).size > 0)
    throw new RedirectRefusal(attempt, "invalid_request").because({
      rule: "OAU-5",
      reason: "oauth-request-malformed",
      had: { fault: "a parameter came twice" },
    });
};
