import { ErrorPageRefusal } from "../../domain-request/refusals.ts";
import { repeatedNames } from "../../http/forms.ts";
import type { AuthorizationCheck } from "../request/authorization-request.ts";

/** OAU-2: client and return address are given once; otherwise it is open which of them was checked. */
export const identityIsUnambiguous: AuthorizationCheck = ({ parameters }) => {
  const repeated = repeatedNames(parameters);
  if (repeated.has("client_id") || repeated.has("redirect_uri"))
    throw new ErrorPageRefusal("invalid_request").because({
      rule: "OAU-2",
      reason: "oauth-request-malformed",
      had: { fault: "client_id or redirect_uri came twice" },
    });
};
