import { RedirectRefusal } from "../../domain-request/refusals.ts";
import { parameter } from "../../http/forms.ts";
import type { AuthorizationCheck } from "../request/authorization-request.ts";

/** BASE64URL(SHA256(verifier)) without padding. */
const S256_CHALLENGE = /^[A-Za-z0-9_-]{43}$/;

/**
 * OAU-8: a code challenge is optional, but only S256 is taken; `plain` (also by leaving the method
 * out) would hand the verifier to whoever sees the address bar.
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.3
 */
export const codeChallengeIsS256: AuthorizationCheck = (attempt) => {
  const challenge = parameter(attempt.parameters, "code_challenge");
  const method = parameter(attempt.parameters, "code_challenge_method");
  if (challenge === undefined && method === undefined) return;
  if (method !== "S256" || !S256_CHALLENGE.test(challenge ?? "")) {
    throw new RedirectRefusal(attempt, "invalid_request").because({
      rule: "OAU-8",
      reason: "pkce-method-unsupported",
      had: { client: attempt.client.id, method },
    });
  }
};
