import type { Why } from "../../../../../core/ports/trace.ts";
import type { UserPoolClient } from "../../../domain/clients/client.ts";
import { withoutQuery } from "../../http/addresses.ts";
import { ErrorPageRefusal } from "../../refusals.ts";
import type { AuthorizationCheck } from "../request.ts";

/**
 * OAU-3: the browser goes back to an address the client has registered, compared as text. A client
 * that is not enabled for OAuth has no registered address.
 */
export const redirectUriIsRegistered: AuthorizationCheck = ({ client, redirectUri }) => {
  if (redirectUri === "") {
    throw new ErrorPageRefusal("Required String parameter 'redirect_uri' is not present").because(
      unregisteredWhy(client, redirectUri),
    );
  }
  if (client.oauthEnabled && client.callbackUrls.includes(redirectUri) && isSafe(redirectUri)) return;
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

/** OAU-4: a code never travels in the clear to another machine, even if such an address is stored. */
function isSafe(redirectUri: string): boolean {
  const url = URL.parse(redirectUri);
  if (url === null || redirectUri.includes("#")) return false;
  return url.protocol !== "http:" || LOOPBACK_HOSTS.has(url.hostname);
}
