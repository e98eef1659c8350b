import { createHash, timingSafeEqual } from "node:crypto";
import type { OAuthReason } from "../../../../core/reasons.ts";
import type { UserPoolClient } from "../../domain/clients/client.ts";
import type { HostedAuthDependencies } from "../domain-request/dependencies.ts";
import type { DomainRequest } from "../domain-request/domain-request.ts";
import { OAuthRefusal } from "../domain-request/refusals.ts";
import { parameter } from "../http/forms.ts";

interface Presented {
  readonly clientId: string;
  readonly secret: string | undefined;
}

/**
 * The client that calls an OAuth endpoint: by Basic authentication or body fields with its secret,
 * by `client_id` alone when it has none.
 * @param status of `invalid_client`: 400 at the token endpoint, 401 at the revocation endpoint
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1
 */
export function authenticateClient(
  { clients }: Pick<HostedAuthDependencies, "clients">,
  { request, site }: DomainRequest,
  { form, status }: { readonly form: URLSearchParams; readonly status: 400 | 401 },
): UserPoolClient {
  const presented = presentedClient(request.headers["authorization"], form, status);
  const client = clients.find(presented.clientId);
  // OAU-20: the client exists, in the pool of this domain.
  const had = { client: presented.clientId };
  if (client === undefined || client.userPoolId !== site.pool.id) {
    throw new OAuthRefusal("invalid_client", undefined, status).because({
      rule: "OAU-20",
      reason: "oauth-client-unknown",
      had,
    });
  }
  // OAU-21: a client with a secret proves it; a public client has none to offer.
  if (!secretMatches(client.secret, presented.secret)) {
    throw new OAuthRefusal("invalid_client", "invalid_client_secret", status).because({
      rule: "OAU-21",
      reason: secretReason(client.secret, presented.secret),
      had,
    });
  }
  return client;
}

function presentedClient(
  authorization: string | undefined,
  form: URLSearchParams,
  status: 400 | 401,
): Presented {
  const fromBody = { clientId: form.get("client_id") ?? "", secret: parameter(form, "client_secret") };
  if (authorization === undefined) {
    if (fromBody.clientId === "") throw new OAuthRefusal("invalid_request");
    return fromBody;
  }
  const fromHeader = decodeBasic(authorization);
  if (fromHeader === undefined) throw new OAuthRefusal("invalid_client", undefined, status);
  // OAU-22: two ways at once are tolerated only while they say the same.
  const contradicts =
    (fromBody.clientId !== "" && fromBody.clientId !== fromHeader.clientId) ||
    (fromBody.secret !== undefined && fromBody.secret !== fromHeader.secret);
  if (contradicts) {
    throw new OAuthRefusal("invalid_client", undefined, status).because({
      rule: "OAU-22",
      reason: "oauth-request-malformed",
      had: { client: fromHeader.clientId, fault: "header and body name different clients or secrets" },
    });
  }
  return fromHeader;
}

const BASIC = /^Basic +([A-Za-z0-9+/]+={0,2})$/i;

function decodeBasic(authorization: string): Presented | undefined {
  const encoded = BASIC.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const mark = text.indexOf(":");
  if (mark === -1) return undefined;
  try {
    const secret = decodeURIComponent(text.slice(mark + 1));
    return {
      clientId: decodeURIComponent(text.slice(0, mark)),
      secret: secret === "" ? undefined : secret,
    };
  } catch {
    return undefined;
  }
}

function secretReason(expected: string | undefined, presented: string | undefined): OAuthReason {
  if (expected === undefined) return "client-secret-unexpected";
  return presented === undefined ? "client-secret-missing" : "client-secret-wrong";
}

/** Constant time; hashed first, so that lengths do not show either. */
function secretMatches(expected: string | undefined, presented: string | undefined): boolean {
  if (expected === undefined || presented === undefined) return expected === presented;
  return timingSafeEqual(digest(expected), digest(presented));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
