import type { Why } from "../../../../../core/why.ts";
import type { UserPoolClient } from "../../../domain/clients/client.ts";
import { ErrorPageRefusal } from "../../domain-request/refusals.ts";
import { withoutQuery } from "../../http/addresses.ts";
import type { AuthorizationCheck } from "../request/authorization-request.ts";

/**
 * OAU-3: the browser goes back to an address the client has registered, compared as text, or to the
 * cloud's own page in a sign-in that the cloud itself began [OAU-82]. A client that is not enabled for
 * OAuth has no registered address.
 */
export const redirectUriIsRegistered: AuthorizationCheck = ({ client, redirectUri, isOwn }) => {
  if (redirectUri === "") {
    throw new ErrorPageRefusal("Required String parameter 'redirect_uri' is not present").because(
      unregisteredWhy(client, redirectUri),
    );
  }
  const isRegistered = client.callbackUrls.includes(redirectUri) && isSafe(redirectUri);
  if (client.oauthEnabled && (isRegistered || isOwn)) return;
  throw new ErrorPageRefusal("redirect_mismatch", { client_id: client.id }).because(
    unregisteredWhy(client, redirectUri),
  );
};

function unregisteredWhy(client: UserPoolClient, redirectUri: string): Why {
  return {
    rule: "OAU-3",
    reason: "redirect-not-registered",
    had: { client: client.id, redirect: withoutQuery(redirectUri) },
    by: { registered: client.callbackUrls, oauth: client.oauthEnabled },
  };
}

const LOOPBACK_HOSTS = new Set(["localhost", "127.0.0.1", "[::1]"]);
/** What a browser runs or reads itself instead of handing it to an app. */
const NO_APP = new Set(["javascript:", "data:", "file:", "vbscript:", "blob:", "about:", "filesystem:"]);

/**
 * OAU-4: a code never travels in the clear to another machine, nor into what a browser runs itself,
 * even if such an address is stored.
 */
function isSafe(redirectUri: string): boolean {
  const url = URL.parse(redirectUri);
  if (url === null || redirectUri.includes("#") || NO_APP.has(url.protocol)) return false;
  return url.protocol !== "http:" || LOOPBACK_HOSTS.has(url.hostname);
}
