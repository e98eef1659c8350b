import type { Clock } from "../../core/clock.ts";
import {
  ALGORITHM,
  canonicalPath,
  canonicalQuery,
  canonicalS3Path,
  deriveSigningKey,
  encodeUri,
  hmacHex,
  sha256Hex,
  TERMINATOR,
  UNSIGNED_PAYLOAD,
} from "./signature.ts";
import { isoBasic } from "./signature-form.ts";

export interface SigningCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface RequestToSign {
  readonly method: string;
  /** Absolute, percent-encoded as it will be sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** Signing name, e.g. `cognito-idp`. */
  readonly service: string;
  readonly region: string;
  readonly credentials: SigningCredentials;
  readonly clock: Clock;
}

export interface UrlToPresign extends Omit<RequestToSign, "body" | "headers"> {
  /** 1 to 604,800. */
  readonly expiresSeconds: number;
}

/**
 * Signs a request of our own clients.
 * @returns all headers to send, names in lower case, `authorization` included; the HTTP client
 * sets `host` itself.
 */
export function signRequest(request: RequestToSign): Record<string, string> {
  const { credentials } = request;
  const url = new URL(request.url);
  const date = isoBasic(request.clock.now());
  const payloadHash = sha256Hex(request.body);
  const headers: Record<string, string> = { "x-amz-date": date };
  for (const [name, value] of Object.entries(request.headers)) headers[name.toLowerCase()] = value;
  if (credentials.sessionToken !== undefined) headers["x-amz-security-token"] = credentials.sessionToken;
  if (request.service === "s3") headers["x-amz-content-sha256"] = payloadHash;
  const signed: Record<string, string> = { ...headers, host: url.host };
  const names = Object.keys(signed).sort();
  const lines = names.map((name) => `${name}:${(signed[name] ?? "").trim().replace(/\s+/g, " ")}\n`).join("");
  const canonical = [
    request.method,
    pathOf(request, url),
    canonicalQuery(url.search.slice(1)),
    lines,
    names.join(";"),
    payloadHash,
  ].join("\n");
  const { scope, signature } = signatureOf(request, date, canonical);
  return {
    ...headers,
    authorization: `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names.join(";")}, Signature=${signature}`,
  };
}

/** Address that works without further headers until it expires. */
export function presignUrl(request: UrlToPresign): string {
  const { credentials } = request;
  const url = new URL(request.url);
  const date = isoBasic(request.clock.now());
  const scope = scopeOf(request, date);
  const parameters: [string, string][] = [
    ["X-Amz-Algorithm", ALGORITHM],
    ["X-Amz-Credential", `${credentials.accessKeyId}/${scope}`],
    ["X-Amz-Date", date],
    ["X-Amz-Expires", String(request.expiresSeconds)],
    ["X-Amz-SignedHeaders", "host"],
  ];
  if (credentials.sessionToken !== undefined) {
    parameters.push(["X-Amz-Security-Token", credentials.sessionToken]);
  }
  const added = parameters.map(([name, value]) => `${name}=${encodeUri(value)}`).join("&");
  const query = url.search === "" ? added : `${url.search.slice(1)}&${added}`;
  const payloadHash = request.service === "s3" ? UNSIGNED_PAYLOAD : sha256Hex("");
  const canonical = [
    request.method,
    pathOf(request, url),
    canonicalQuery(query),
    `host:${url.host}\n`,
    "host",
    payloadHash,
  ].join("\n");
  const { signature } = signatureOf(request, date, canonical);
  return `${url.origin}${url.pathname}?${query}&X-Amz-Signature=${signature}`;
}

function pathOf({ service, url }: Pick<RequestToSign, "service" | "url">, { pathname }: URL): string {
  return service === "s3" ? canonicalS3Path(sentPath(url)) : canonicalPath(pathname);
}

/** As it stands in the address: `URL` takes the dots out of `/bucket/a/../b`, which is a key of its own. */
function sentPath(url: string): string {
  const start = url.indexOf("/", url.indexOf("://") + 3);
  if (start === -1) return "/";
  const end = url.indexOf("?", start);
  return url.slice(start, end === -1 ? undefined : end);
}

type Signer = Pick<RequestToSign, "service" | "region" | "credentials">;

function scopeOf(request: Signer, date: string): string {
  return `${date.slice(0, 8)}/${request.region}/${request.service}/${TERMINATOR}`;
}

function signatureOf(
  request: Signer,
  date: string,
  canonical: string,
): { readonly scope: string; readonly signature: string } {
  const scope = scopeOf(request, date);
  const key = deriveSigningKey(request.credentials.secretAccessKey, {
    date: date.slice(0, 8),
    region: request.region,
    service: request.service,
  });
  return { scope, signature: hmacHex(key, `${ALGORITHM}\n${date}\n${scope}\n${sha256Hex(canonical)}`) };
}
