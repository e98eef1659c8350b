import type { OAuthReason } from "../../core/reasons.ts";
import type { EventView, Phraser } from "./view.ts";
import { alternatives, duration } from "./words.ts";

/** Hosted pages and OAuth endpoints: OAU-1 to OAU-60. */
export const OAUTH_PHRASES: Readonly<Record<OAuthReason, Phraser>> = {
  "oauth-client-unknown": (view) => ({
    decided: `client ${view.text("had", "client") || "(none)"} is not of this domain's pool`,
    would: "compare client id and domain with the stack's outputs",
    next: "npx portcullis stacks",
  }),
  "redirect-not-registered": (view) => ({
    decided: `${view.text("had", "redirect") || "no redirect_uri"} is not registered (registered: ${alternatives(view.list("by", "registered"))})`,
    would: "CallbackURLs, to the letter",
  }),
  "logout-not-registered": (view) => ({
    decided: `${view.text("had", "redirect") || "no logout_uri"} is not among LogoutURLs (${alternatives(view.list("by", "registered"))}); AWS's text names another parameter`,
    would: "LogoutURLs, to the letter",
  }),
  "scope-not-allowed": (view) => ({
    decided: `client ${view.text("had", "client")} may not ask ${alternatives(view.list("asked", "scopes"))}; it has ${alternatives(view.list("by", "scopes"))}`,
    would: "AllowedOAuthScopes",
  }),
  "response-type-not-allowed": (view) => ({
    decided: `client ${view.text("had", "client")} may not ask response_type ${view.text("asked", "type") || "(none)"}; it has ${alternatives(view.list("by", "flows"))}`,
    would: "AllowedOAuthFlows",
  }),
  "grant-not-allowed": (view) => ({
    decided: `client ${view.text("had", "client")} may not use grant ${view.text("asked", "grant") || "(none)"}; it has ${alternatives(view.list("by", "flows"))}`,
    would: "AllowedOAuthFlows",
  }),
  "pkce-method-unsupported": (view) => ({
    decided: `code_challenge_method ${view.text("had", "method") || "(none)"} is not supported`,
    would: "S256 with a challenge of 43 characters",
  }),
  "pkce-verifier-missing": () => ({
    decided: "the code was asked for with PKCE, and no code_verifier came",
    would: "send the verifier of the same sign-in",
  }),
  "pkce-verifier-wrong": () => ({
    decided: "code_verifier does not hash to the code_challenge",
    would: "S256, and the verifier of the same sign-in",
  }),
  "pkce-verifier-unexpected": () => ({
    decided: "a code_verifier came, and the code was asked for without PKCE",
    would: "send code_challenge to authorize too",
  }),
  "grant-code-unknown": () => grantCode("the code is not one of this cloud"),
  "grant-code-used": (view) => grantCode(`the code was used${ago(view)}`),
  "grant-code-expired": (view) => grantCode(`the code is older than its 5 min${ago(view)}`),
  "grant-code-of-other-client": (view) =>
    grantCode(`the code was not made for client ${view.text("had", "client")}`),
  "grant-code-of-other-redirect": () => grantCode("redirect_uri is not the one the code was sent to"),
  "grant-code-user-changed": () => grantCode("the user of the code is gone or disabled since"),
  "client-secret-missing": (view) => ({
    decided: `client ${view.text("had", "client")} has a secret, and none came`,
    would: "send it by Basic or in the body, not both",
  }),
  "client-secret-wrong": (view) => ({
    decided: `the secret that came is not that of client ${view.text("had", "client")}`,
    would: "the secret of the stack's client",
  }),
  "client-secret-unexpected": (view) => ({
    decided: `client ${view.text("had", "client")} has no secret, and one came`,
    would: "leave it out",
  }),
  "form-not-from-page": () => ({
    decided: "the form did not come from the page of this sign-in (CSRF check), or cookies are off",
    would: "open the page again",
  }),
  "openid-scope-missing": () => ({
    decided: "the token lacks openid, or was signed out since",
    would: "ask for openid",
  }),
  "oauth-request-malformed": (view) => ({
    decided: `the request is not well formed: ${view.text("had", "fault")}`,
    would: "correct the parameters",
  }),
};

function grantCode(decided: string) {
  return { decided, would: "start again at authorize" };
}

function ago(view: EventView): string {
  return view.has("had", "seconds") ? `, ${duration(view.number("had", "seconds"))} ago` : "";
}
