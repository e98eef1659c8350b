import { BUILT_IN_SCOPES } from "../../shared/constants.ts";
import { invalidOAuthFlow, invalidParameter, scopeDoesNotExist } from "../../shared/errors.ts";
import type { UserPool } from "../pools/pool.ts";
import type { ResourceServerStore } from "../resource-servers/resource-server.ts";
import type { UserPoolClient } from "./client.ts";
import type { ClientSettings } from "./input.ts";

type OAuthSettings = Pick<
  UserPoolClient,
  | "oauthEnabled"
  | "oauthFlows"
  | "oauthScopes"
  | "callbackUrls"
  | "logoutUrls"
  | "defaultRedirectUri"
  | "identityProviders"
>;

/** Host names for which plain HTTP does not leave the machine. */
const LOOPBACK: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

export interface OAuthContext {
  readonly pool: UserPool;
  readonly hasSecret: boolean;
  readonly resourceServers: ResourceServerStore;
}

export function parseOAuthSettings(input: ClientSettings, context: OAuthContext): OAuthSettings {
  const settings: OAuthSettings = {
    oauthEnabled: input.AllowedOAuthFlowsUserPoolClient ?? false,
    oauthFlows: input.AllowedOAuthFlows ?? [],
    oauthScopes: input.AllowedOAuthScopes ?? [],
    callbackUrls: input.CallbackURLs ?? [],
    logoutUrls: input.LogoutURLs ?? [],
    defaultRedirectUri: input.DefaultRedirectURI,
    identityProviders: input.SupportedIdentityProviders ?? [],
  };
  assertFlows(settings, context.hasSecret);
  assertScopes(settings.oauthScopes, context);
  for (const url of [...settings.callbackUrls, ...settings.logoutUrls]) assertRedirectUrl(url);
  assertDefaultRedirect(settings);
  assertProviders(settings.identityProviders, context.pool);
  return settings;
}

// COG-36
function assertFlows({ oauthEnabled, oauthFlows, oauthScopes }: OAuthSettings, hasSecret: boolean): void {
  if (oauthEnabled && (oauthFlows.length === 0 || oauthScopes.length === 0)) {
    throw invalidParameter(
      "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed to use OAuth flows.",
    );
  }
  if (!oauthFlows.includes("client_credentials")) return;
  if (oauthFlows.length > 1) {
    throw invalidOAuthFlow(
      "client_credentials flow can not be selected along with code flow or implicit flow.",
    );
  }
  if (!hasSecret) {
    throw invalidOAuthFlow(
      "client_credentials flow can not be selected if client does not have a client secret.",
    );
  }
}

// COG-37: a client is given scopes that exist.
function assertScopes(scopes: readonly string[], { pool, resourceServers }: OAuthContext): void {
  const unknown = scopes.filter((scope) => {
    if (BUILT_IN_SCOPES.has(scope)) return false;
    const slash = scope.lastIndexOf("/");
    const server = slash === -1 ? undefined : resourceServers.find(pool.id, scope.slice(0, slash));
    return server?.scopes.some(({ name }) => name === scope.slice(slash + 1)) !== true;
  });
  if (unknown.length > 0) throw scopeDoesNotExist(unknown);
}

/** What a browser runs or reads itself: no app is behind it. */
const NO_APP: ReadonlySet<string> = new Set([
  "javascript:",
  "data:",
  "file:",
  "vbscript:",
  "blob:",
  "about:",
]);

/** COG-38: redirects go to HTTPS, to this machine, or to an app's own scheme. */
function assertRedirectUrl(text: string): void {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw invalidParameter(`${text} is not a valid absolute URI.`);
  }
  if (NO_APP.has(url.protocol)) throw invalidParameter(`${text} is not a valid absolute URI.`);
  if (text.includes("#")) throw invalidParameter(`${text} cannot include a fragment component.`);
  if (url.protocol === "http:" && !LOOPBACK.has(url.hostname)) {
    throw invalidParameter(`${text} cannot use the HTTP protocol.`);
  }
}

function assertDefaultRedirect({ defaultRedirectUri, callbackUrls }: OAuthSettings): void {
  if (defaultRedirectUri === undefined || callbackUrls.includes(defaultRedirectUri)) return;
  throw invalidParameter("Default redirect URI must be in the list of callback URLs.");
}

function assertProviders(providers: readonly string[], pool: UserPool): void {
  const unknown = providers.find((provider) => provider !== "COGNITO");
  if (unknown === undefined) return;
  throw invalidParameter(`The provider ${unknown} does not exist for User Pool ${pool.id}.`);
}
