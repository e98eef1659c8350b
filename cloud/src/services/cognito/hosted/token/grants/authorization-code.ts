import type { OAuthReason } from "../../../../../core/reasons.ts";
import type { AuthorizationCode, AuthorizationCodeStore } from "../../codes/authorization-code.ts";
import type { HostedAuthDependencies } from "../../domain-request/dependencies.ts";
import { OAuthRefusal } from "../../domain-request/refusals.ts";
import { parameter } from "../../http/forms.ts";
import { mayContinue } from "../../session/browser-session.ts";
import type { TokenCall, TokenGrant } from "../grant.ts";
import { verifierMatches } from "../pkce.ts";
import { asTokenRefusal } from "../trigger-failure.ts";

type CodeCheck = (code: AuthorizationCode, call: TokenCall) => void;

/** What a code is compared with, in this order, after its one use. */
const CODE_CHECKS: readonly CodeCheck[] = [belongsToClient, redirectUriIsTheSame, verifierFits];

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html */
export function createAuthorizationCodeGrant(
  deps: Pick<HostedAuthDependencies, "tokens" | "users"> & { readonly codes: AuthorizationCodeStore },
): TokenGrant {
  return async (call) => {
    // OAU-30: the client may use this flow.
    if (!call.client.oauthEnabled || !call.client.oauthFlows.includes("code")) {
      throw new OAuthRefusal("unauthorized_client").because({
        rule: "OAU-30",
        reason: "grant-not-allowed",
        asked: { grant: "authorization_code" },
        had: { client: call.client.id },
        by: { flows: call.client.oauthFlows },
      });
    }
    const text = parameter(call.form, "code");
    if (text === undefined || parameter(call.form, "redirect_uri") === undefined) {
      throw new OAuthRefusal("invalid_request").because({
        reason: "oauth-request-malformed",
        had: { client: call.client.id, fault: "code or redirect_uri is missing" },
      });
    }
    const code = deps.codes.consume(text);
    if (code === undefined) throw invalidGrant(call, "OAU-31", deps.codes.whyNot(text));
    for (const check of CODE_CHECKS) check(code, call);
    return issue(deps, call, code);
  };
}

async function issue(
  { tokens, users }: Pick<HostedAuthDependencies, "tokens" | "users">,
  { site, client }: TokenCall,
  code: AuthorizationCode,
) {
  const user = users.findBySub(site.pool.id, code.sub);
  // OAU-35: the user may have been disabled, removed or signed out since the code was made.
  if (user === undefined || !mayContinue(user, code.authenticatedAt)) {
    throw invalidGrant({ client }, "OAU-35", "grant-code-user-changed");
  }
  try {
    return await tokens.issue({
      pool: site.pool,
      client,
      user,
      cause: "TokenGeneration_HostedAuth",
      scopes: code.scopes,
      oauth: true,
      authenticatedAt: code.authenticatedAt,
      ...(code.nonce === undefined ? {} : { nonce: code.nonce }),
    });
  } catch (error) {
    throw asTokenRefusal(error);
  }
}

/** OAU-33: a code works for the client it was made for. */
function belongsToClient(code: AuthorizationCode, { site, client }: TokenCall): void {
  if (code.clientId !== client.id || code.userPoolId !== site.pool.id) {
    throw invalidGrant({ client }, "OAU-33", "grant-code-of-other-client");
  }
}

/** OAU-36: the address is the one the code was sent to (RFC 6749 §4.1.3). */
function redirectUriIsTheSame(code: AuthorizationCode, { form, client }: TokenCall): void {
  if (code.redirectUri !== form.get("redirect_uri")) {
    throw new OAuthRefusal("unauthorized_client", "invalid_redirect").because({
      rule: "OAU-36",
      reason: "grant-code-of-other-redirect",
      concealed: true,
      had: { client: client.id },
    });
  }
}

function verifierFits(code: AuthorizationCode, { form, client }: TokenCall): void {
  const verifier = parameter(form, "code_verifier");
  if (verifierMatches(code.codeChallenge, verifier)) return;
  throw invalidGrant({ client }, "OAU-34", verifierReason(code.codeChallenge, verifier));
}

function verifierReason(challenge: string | undefined, verifier: string | undefined): OAuthReason {
  if (challenge === undefined) return "pkce-verifier-unexpected";
  return verifier === undefined ? "pkce-verifier-missing" : "pkce-verifier-wrong";
}

/** The answer never tells which of them it was. */
function invalidGrant(
  { client }: Pick<TokenCall, "client">,
  rule: string,
  reason: OAuthReason,
): OAuthRefusal {
  return new OAuthRefusal("invalid_grant").because({
    rule,
    reason,
    concealed: true,
    had: { client: client.id },
  });
}
