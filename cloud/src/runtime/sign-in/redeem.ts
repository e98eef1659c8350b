import { COGNITO_AUTH_PATH } from "../../core/endpoints.ts";
import type { AppSignIn } from "../../core/ports/own-sign-ins.ts";
import type { BegunSignIn } from "./own-sign-ins.ts";

/** As the token endpoint names them. */
export interface TokenSet {
  readonly access_token: string;
  /** Left out for an app client without the scope `openid`. */
  readonly id_token?: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
}

/** Exchanges the code over HTTP, as an app would. @returns tokens, or why there are none */
export type Redeem = (begun: BegunSignIn, app: AppSignIn, code: string) => Promise<TokenSet | string>;

export function createRedeem(port: number): Redeem {
  return async ({ clientId, redirectUri, verifier }, { domainPrefix, clientSecret }, code) => {
    const reply = await fetch(`http://127.0.0.1:${port}${COGNITO_AUTH_PATH}/${domainPrefix}/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: clientId,
        ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
        redirect_uri: redirectUri,
        code,
        code_verifier: verifier,
      }),
    });
    const body = (await reply.json()) as TokenSet & { error?: string; error_description?: string };
    return reply.ok ? body : (body.error_description ?? body.error ?? `status ${reply.status}`);
  };
}
