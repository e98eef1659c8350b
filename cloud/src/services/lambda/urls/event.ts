import type { Scope } from "../../../core/arns.ts";
import type { Caller } from "../../../core/caller.ts";
import { logDate } from "../../../core/log-date.ts";
import type { HttpRequest } from "../../../wire/http.ts";

/** What the event of a call is made from. */
export interface UrlCall {
  readonly request: HttpRequest;
  readonly urlId: string;
  /** Raw path below the address, percent-encoding untouched. */
  readonly path: string;
  readonly caller: Caller;
  /** Epoch milliseconds. */
  readonly time: number;
  /** `Root=1-…` */
  readonly traceRoot: string;
  readonly scope: Scope;
}

/** Headers between two machines, not of the message. */
const DROPPED: ReadonlySet<string> = new Set([
  "connection",
  "cookie",
  "expect",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/**
 * The event of payload version 2.0.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
export function urlEvent(call: UrlCall, body: Buffer): string {
  const { request, urlId, path, caller, time, scope } = call;
  const cookies = cookiesOf(request.headers["cookie"]);
  const query = queryOf(request.query);
  const isText = isTextBody(request.headers["content-type"]);
  return JSON.stringify({
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: request.query,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers: headersOf(call),
    ...(query === undefined ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: "accountId" in caller ? caller.accountId : "anonymous",
      apiId: urlId,
      ...authorizerOf(caller),
      domainName: `${urlId}.lambda-url.${scope.region}.on.aws`,
      domainPrefix: urlId,
      http: {
        method: request.method,
        path,
        protocol: "HTTP/1.1",
        sourceIp: request.sourceIp,
        userAgent: request.headers["user-agent"] ?? "",
      },
      requestId: request.requestId,
      routeKey: "$default",
      stage: "$default",
      time: logDate(time),
      timeEpoch: time,
    },
    ...(body.length === 0 ? {} : { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  });
}

function authorizerOf(caller: Caller): object {
  if (caller.kind !== "administrator" && caller.kind !== "role") return {};
  return {
    authorizer: {
      iam: {
        accessKey: caller.accessKeyId,
        accountId: caller.accountId,
        callerId: caller.userId,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: caller.arn,
        userId: caller.userId,
      },
    },
  };
}

/** LAM-23: what the service says of a call is never what the client claims of it. */
function headersOf({ request, caller, traceRoot }: UrlCall): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || DROPPED.has(name)) continue;
    // What proves who calls stays with who checked it.
    if (name === "authorization" && caller.kind !== "anonymous") continue;
    headers[name] = value;
  }
  const forwarded = request.headers["x-forwarded-for"];
  headers["x-amzn-tls-cipher-suite"] = "TLS_AES_128_GCM_SHA256";
  headers["x-amzn-tls-version"] = "TLSv1.3";
  headers["x-amzn-trace-id"] = traceRoot;
  headers["x-forwarded-for"] =
    forwarded === undefined ? request.sourceIp : `${forwarded}, ${request.sourceIp}`;
  headers["x-forwarded-port"] = "443";
  headers["x-forwarded-proto"] = "https";
  return Object.fromEntries(Object.entries(headers).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function cookiesOf(header: string | undefined): string[] {
  if (header === undefined) return [];
  return header
    .split(";")
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie.indexOf("=") > 0);
}

/** Values of one name are joined by a comma. */
function queryOf(query: string): Record<string, string> | undefined {
  if (query === "") return undefined;
  const values: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(query)) {
    values[name] = values[name] === undefined ? value : `${values[name]},${value}`;
  }
  return values;
}

const TEXT = /^(?:text\/|application\/(?:json|javascript|xml)$|application\/[\w.-]+\+(?:json|xml)$)/;

/** Everything else travels as base64, what has no type as well. */
function isTextBody(contentType: string | undefined): boolean {
  const [type = ""] = (contentType ?? "").split(";");
  return TEXT.test(type.trim().toLowerCase());
}
