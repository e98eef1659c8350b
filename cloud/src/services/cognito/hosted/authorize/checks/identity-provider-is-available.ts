import { ErrorPageRefusal } from "../../domain-request/refusals.ts";
import { parameter } from "../../http/forms.ts";
import type { AuthorizationCheck } from "../request/authorization-request.ts";

/** OAU-10: the pool's own users sign in only where the client lists COGNITO; nobody else signs in here. */
export const identityProviderIsAvailable: AuthorizationCheck = ({ client, parameters }) => {
  const asked = parameter(parameters, "identity_provider") ?? parameter(parameters, "idp_identifier");
  if ((asked === undefined || asked === "COGNITO") && client.identityProviders.includes("COGNITO")) return;
  throw new ErrorPageRefusal("Login option is not available. Please try another one").because({
    rule: "OAU-10",
    reason: "oauth-request-malformed",
    had: { fault: "the identity provider asked is not one of the client" },
  });
};
