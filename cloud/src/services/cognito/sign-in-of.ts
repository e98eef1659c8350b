import type { AppSignIn } from "../../core/ports/own-sign-ins.ts";
import type { CognitoStores } from "./domain/stores.ts";

/** The hosted pages of an app client: a pool with a domain, OAuth switched on, the code flow. */
export function signInOf(
  { pools, clients, domains }: Pick<CognitoStores, "pools" | "clients" | "domains">,
  clientId: string,
): AppSignIn | undefined {
  const client = clients.find(clientId);
  if (client === undefined || !client.oauthEnabled || !client.oauthFlows.includes("code")) return undefined;
  const domain = domains.findByPool(client.userPoolId);
  const pool = pools.find(client.userPoolId);
  if (domain === undefined || pool === undefined) return undefined;
  return {
    domainPrefix: domain.domain,
    clientName: client.name,
    poolName: pool.name,
    clientSecret: client.secret,
  };
}
