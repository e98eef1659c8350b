import type { MachineTokenRequest } from "../../../domain/tokens/issuer.ts";
import { BUILT_IN_SCOPES } from "../../../shared/constants.ts";
import type { HostedAuthDependencies } from "../../domain-request/dependencies.ts";
import { OAuthRefusal } from "../../domain-request/refusals.ts";
import { parameter } from "../../http/forms.ts";
import type { TokenCall, TokenGrant } from "../grant.ts";
import { asTokenRefusal } from "../trigger-failure.ts";

type Dependencies = Pick<HostedAuthDependencies, "tokens" | "resourceServers">;

/**
 * Tokens for a client that acts for itself, without a person.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html
 */
export function createClientCredentialsGrant(deps: Dependencies): TokenGrant {
  return async (call) => {
    assertAllowed(call);
    const { site, client, form } = call;
    const scopes = grantedScopes(deps, call);
    const clientMetadata = metadataOf(form, client.id);
    try {
      return await deps.tokens.issueToMachine({ pool: site.pool, client, scopes, ...clientMetadata });
    } catch (error) {
      throw asTokenRefusal(error);
    }
  };
}

/** OAU-38: the client may use this flow, and it is one that proves itself by a secret. */
function assertAllowed({ client }: TokenCall): void {
  const { oauthEnabled, oauthFlows, secret } = client;
  if (oauthEnabled && oauthFlows.includes("client_credentials") && secret !== undefined) return;
  throw new OAuthRefusal("invalid_grant").because({
    rule: "OAU-38",
    reason: "grant-not-allowed",
    asked: { grant: "client_credentials" },
    had: { client: client.id },
    by: { flows: client.oauthFlows },
  });
}

function grantedScopes(deps: Dependencies, call: TokenCall): readonly string[] {
  const { client, form } = call;
  const own = client.oauthScopes.filter((scope) => existsFor(deps, call, scope));
  const asked = [...new Set((parameter(form, "scope") ?? "").split(" ").filter((scope) => scope !== ""))];
  // OAU-85: a scope that was deleted is in no new token, although the client still lists it.
  const unknown = asked.filter((scope) => !existsFor(deps, call, scope));
  if (unknown.length > 0) throw scopeRefusal("invalid_scope", call, { refused: unknown, own });
  // OAU-84: a machine gets what its client was given; without a wish all of it.
  const foreign = asked.filter((scope) => !own.includes(scope));
  if (foreign.length > 0) throw scopeRefusal("invalid_grant", call, { refused: foreign, own });
  if (own.length === 0) throw scopeRefusal("invalid_grant", call, { refused: client.oauthScopes, own });
  return asked.length === 0 ? own : asked;
}

/** OAU-86: scopes of OpenID Connect and of self-service are about a person; a machine has none of them. */
function existsFor(
  { resourceServers }: Pick<Dependencies, "resourceServers">,
  { site }: TokenCall,
  scope: string,
): boolean {
  if (BUILT_IN_SCOPES.has(scope)) return false;
  const slash = scope.lastIndexOf("/");
  const server = slash === -1 ? undefined : resourceServers.find(site.pool.id, scope.slice(0, slash));
  return server?.scopes.some(({ name }) => name === scope.slice(slash + 1)) === true;
}

function scopeRefusal(
  error: "invalid_scope" | "invalid_grant",
  { client }: TokenCall,
  { refused, own }: { readonly refused: readonly string[]; readonly own: readonly string[] },
): OAuthRefusal {
  return new OAuthRefusal(error).because({
    rule: error === "invalid_scope" ? "OAU-85" : "OAU-84",
    reason: "scope-not-allowed",
    asked: { scopes: refused },
    had: { client: client.id },
    by: { scopes: own },
  });
}

/** OAU-87: `aws_client_metadata` is a JSON object of strings; it reaches the pre-token function alone. */
function metadataOf(form: URLSearchParams, client: string): Pick<MachineTokenRequest, "clientMetadata"> {
  const text = parameter(form, "aws_client_metadata");
  if (text === undefined) return {};
  const clientMetadata = textsOf(text);
  if (clientMetadata === undefined) {
    throw new OAuthRefusal("invalid_request").because({
      rule: "OAU-87",
      reason: "oauth-request-malformed",
      had: { client, fault: "aws_client_metadata is no JSON object of strings" },
    });
  }
  return { clientMetadata };
}

function textsOf(text: string): Record<string, string> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  return entries.every(([, one]) => typeof one === "string") ? Object.fromEntries(entries) : undefined;
}
