import type { UserPoolClient } from "../../domain/clients/client.ts";
import type { IssuedTokens } from "../../domain/tokens/issuer.ts";
import type { Site } from "../domain-request/domain-request.ts";

/** A token request whose client is authenticated. */
export interface TokenCall {
  readonly site: Site;
  readonly client: UserPoolClient;
  readonly form: URLSearchParams;
}

/** Answers one `grant_type`. Throws OAuthRefusal. */
export type TokenGrant = (call: TokenCall) => Promise<IssuedTokens>;
