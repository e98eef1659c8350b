import type { UserPoolClient } from "../../clients/client.ts";
import type { IssuedTokens } from "../../tokens/issuer.ts";
import type { Site } from "../exchange.ts";

/** A token request whose client is authenticated. */
export interface TokenCall {
  readonly site: Site;
  readonly client: UserPoolClient;
  readonly form: URLSearchParams;
}

/** Answers one `grant_type`. Throws OAuthRefusal. */
export type TokenGrant = (call: TokenCall) => Promise<IssuedTokens>;
