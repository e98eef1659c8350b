import type { AuthorizationCode, AuthorizationCodeStore } from "../../codes/authorization-code.ts";
import type { HostedAuthDependencies } from "../../dependencies.ts";
import { parameter } from "../../http/forms.ts";
import { OAuthRefusal } from "../../refusals.ts";
import { mayContinue } from "../../session/browser-session.ts";
import type { TokenCall, TokenGrant } from "../grant.ts";
import { verifierMatches } from "../pkce.ts";
import { asTokenRefusal } from "../trigger-failure.ts";

type Check = (code: AuthorizationCode, call: TokenCall) => void;

/** What a code is compared with, in this order, after its one use. */
const CODE_CHECKS: readonly Check[] = [belongsToClient, redirectUriIsTheSame, verifierFits];

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html */
export function createAuthorizationCodeGrant(
  deps: Pick<HostedAuthDependencies, "tokens" | "users"> & { readonly codes: AuthorizationCodeStore },
): TokenGrant {
  return async (call) => {
    // OAU-30: the client may use this flow.
    if (!call.client.oauthEnabled || !call.client.oauthFlows.includes("code")) {
      throw new OAuthRefusal("unauthorized_client");
    }
    const text = parameter(call.form, "code");
    if (text === undefined || parameter(call.form, "redirect_uri") === undefined) {
      throw new OAuthRefusal("invalid_request");
    }
    const code = deps.codes.consume(text);
    if (code === undefined) throw new OAuthRefusal("invalid_grant");
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
  if (user === undefined || !mayContinue(user, code.authenticatedAt)) throw new OAuthRefusal("invalid_grant");
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
  if (code.clientId !== client.id || code.userPoolId !== site.pool.id)
    throw new OAuthRefusal("invalid_grant");
}

/** OAU-36: the address is the one the code was sent to (RFC 6749 §4.1.3). */
function redirectUriIsTheSame(code: AuthorizationCode, { form }: TokenCall): void {
  if (code.redirectUri !== form.get("redirect_uri")) {
    throw new OAuthRefusal("unauthorized_client", "invalid_redirect");
  }
}

function verifierFits(code: AuthorizationCode, { form }: TokenCall): void {
  if (!verifierMatches(code.codeChallenge, parameter(form, "code_verifier"))) {
    throw new OAuthRefusal("invalid_grant");
  }
}
