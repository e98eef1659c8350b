import { AwsError } from "../../../../core/errors.ts";
import type { HttpResponse } from "../../../../wire/http.ts";
import type { User } from "../../domain/users/user.ts";
import type { AuthorizationCodeStore } from "../codes/authorization-code.ts";
import type { HostedAuthDependencies } from "../domain-request/dependencies.ts";
import type { Site } from "../domain-request/domain-request.ts";
import { RedirectRefusal } from "../domain-request/refusals.ts";
import { redirectWith } from "../http/responses.ts";
import type { AuthorizationRequest } from "./request/authorization-request.ts";

/** Someone who has proved who they are. */
export interface SignedIn {
  readonly user: User;
  readonly authenticatedAt: number;
}

/** Sends the browser back to the app with what it asked for. */
export type Grant = (
  site: Site,
  authorization: AuthorizationRequest,
  signedIn: SignedIn,
  cookies?: readonly string[],
) => Promise<HttpResponse>;

export function createGrant(
  deps: Pick<HostedAuthDependencies, "tokens"> & { readonly codes: AuthorizationCodeStore },
): Grant {
  return async (site, authorization, signedIn, cookies = []) => {
    if (authorization.responseType === "code") {
      const code = deps.codes.issue(codeOf(site, authorization, signedIn));
      return redirectWith(authorization.redirectUri, { code, ...stateOf(authorization) }, { cookies });
    }
    const parameters = await implicitTokens(deps, { site, authorization, signedIn });
    return redirectWith(authorization.redirectUri, parameters, { fragment: true, cookies });
  };
}

function codeOf(site: Site, authorization: AuthorizationRequest, signedIn: SignedIn) {
  return {
    userPoolId: site.pool.id,
    clientId: authorization.client.id,
    redirectUri: authorization.redirectUri,
    codeChallenge: authorization.codeChallenge,
    scopes: authorization.scopes,
    nonce: authorization.nonce,
    sub: signedIn.user.sub,
    authenticatedAt: signedIn.authenticatedAt,
  };
}

/** RFC 6749 §4.2.2: tokens in the fragment, never a refresh token. */
async function implicitTokens(
  { tokens }: Pick<HostedAuthDependencies, "tokens">,
  on: { readonly site: Site; readonly authorization: AuthorizationRequest; readonly signedIn: SignedIn },
): Promise<Record<string, string>> {
  const { authorization, signedIn } = on;
  try {
    const issued = await tokens.issue({
      pool: on.site.pool,
      client: authorization.client,
      user: signedIn.user,
      cause: "TokenGeneration_HostedAuth",
      scopes: authorization.scopes,
      oauth: true,
      authenticatedAt: signedIn.authenticatedAt,
      ...(authorization.nonce === undefined ? {} : { nonce: authorization.nonce }),
    });
    return {
      ...(issued.idToken === undefined ? {} : { id_token: issued.idToken }),
      access_token: issued.accessToken,
      token_type: "Bearer",
      expires_in: String(issued.expiresInSeconds),
      ...stateOf(authorization),
    };
  } catch (error) {
    if (error instanceof AwsError) throw new RedirectRefusal(authorization, "invalid_request", error.message);
    throw error;
  }
}

function stateOf({ state }: AuthorizationRequest): Record<string, string> {
  return state === undefined ? {} : { state };
}
