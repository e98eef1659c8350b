import { clockTime, logDate, MONTHS, twoDigits } from "../../../../../core/log-date.ts";
import type { Claims, ClaimValue } from "../../../../../core/ports/token-verifier.ts";
import { isBinary } from "../../../shared/events/binary.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";

/**
 * JSON text of the Lambda proxy event, payload version 1. Written member by member: what was rendered
 * before, the claims of a token above all, is not rendered again.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function proxyEvent(invocation: ApiInvocation, body: Buffer): string {
  const { route, request, query, stage } = invocation;
  const headers = eventHeaders(invocation);
  const binary = body.length > 0 && isBinary(stage.binaryMediaTypes, request.headers["content-type"]);
  const text = body.length === 0 ? null : body.toString(binary ? "base64" : "utf8");
  return (
    `{"resource":${json(route.resourcePath)},"path":${json(invocation.eventPath)},"httpMethod":${json(invocation.method)},` +
    `"headers":${headers.single},"multiValueHeaders":${headers.multi},` +
    `"queryStringParameters":${json(query.single)},"multiValueQueryStringParameters":${json(query.multi)},` +
    `"pathParameters":${json(invocation.pathParameters ?? null)},"stageVariables":${json(stage.variables)},` +
    `"requestContext":${requestContext(invocation)},"body":${json(text)},"isBase64Encoded":${binary}}`
  );
}

const json = (value: unknown): string => JSON.stringify(value);

function requestContext(invocation: ApiInvocation): string {
  const { route, stage, request, claims } = invocation;
  const authorizer = claims === undefined ? "" : `"authorizer":{"claims":${claimsText(claims)}},`;
  return (
    `{"resourceId":${json(route.resourceId)},${authorizer}"resourcePath":${json(route.resourcePath)},` +
    `"httpMethod":${json(invocation.method)},"extendedRequestId":${json(invocation.extendedRequestId)},` +
    `"requestTime":"${logDate(invocation.startedAt)}","path":${json(invocation.target)},` +
    `"accountId":${json(invocation.context.scope.accountId)},"protocol":"HTTP/1.1",` +
    `"stage":${json(stage.stage.stageName)},"domainPrefix":${json(stage.api.id)},` +
    `"requestTimeEpoch":${invocation.startedAt},"requestId":${json(request.requestId)},` +
    `"identity":${json(identityOf(invocation))},"domainName":${json(stage.domainName)},` +
    `"deploymentId":${json(stage.deploymentId)},"apiId":${json(stage.api.id)}}`
  );
}

/** JSON of the claims of tokens that call again and again. */
const rendered = new WeakMap<Claims, string>();

function claimsText(claims: Claims): string {
  const known = rendered.get(claims);
  if (known !== undefined) return known;
  const text = json(renderClaims(claims));
  rendered.set(claims, text);
  return text;
}

function identityOf(invocation: ApiInvocation): object {
  const signed = invocation.identity;
  return {
    cognitoIdentityPoolId: null,
    accountId: signed?.accountId ?? null,
    cognitoIdentityId: null,
    caller: signed?.caller ?? null,
    sourceIp: invocation.request.sourceIp,
    principalOrgId: null,
    accessKey: signed?.accessKey ?? null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: signed?.userArn ?? null,
    userAgent: invocation.request.headers["user-agent"] ?? null,
    user: signed?.caller ?? null,
  };
}

/**
 * Request headers the gateway keeps for itself.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
const DROPPED: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "content-md5",
  "expect",
  "keep-alive",
  "max-forwards",
  "proxy-authenticate",
  "proxy-connection",
  "server",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "www-authenticate",
]);

/** APIGW-17: set by the gateway: what a client sent under these names is not handed on as its own. */
const OWN: ReadonlySet<string> = new Set([
  "x-amzn-trace-id",
  "x-forwarded-for",
  "x-forwarded-port",
  "x-forwarded-proto",
]);

/** Some names arrive in AWS's casing whatever the client sent. */
const CANONICAL: ReadonlyMap<string, string> = new Map([
  ["authorization", "Authorization"],
  ["host", "Host"],
  ["user-agent", "User-Agent"],
]);

/** JSON texts; a token of a thousand characters is escaped once for both. */
interface EventHeaders {
  /** Last value of each name, in the casing of its last appearance. */
  readonly single: string;
  readonly multi: string;
}

/** Headers as the function sees them, in the client's casing. */
function eventHeaders(invocation: ApiInvocation): EventHeaders {
  const values = new Map<string, string[]>();
  const raw = invocation.request.rawHeaders;
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const sent = raw[index] ?? "";
    const lower = sent.toLowerCase();
    if (DROPPED.has(lower) || OWN.has(lower)) continue;
    // APIGW-19: what proves who calls stays with who checked it.
    if (invocation.wasSigned && lower === "authorization") continue;
    add(values, CANONICAL.get(lower) ?? sent, raw[index + 1] ?? "");
  }
  addOwn(invocation, values);
  return textsOf(values);
}

function addOwn(invocation: ApiInvocation, values: Map<string, string[]>): void {
  const { request } = invocation;
  const forwarded = request.headers["x-forwarded-for"];
  const client = request.sourceIp;
  add(values, "X-Amzn-Trace-Id", invocation.traceRoot);
  add(values, "X-Forwarded-For", forwarded === undefined ? client : `${forwarded}, ${client}`);
  add(values, "X-Forwarded-Port", "443");
  add(values, "X-Forwarded-Proto", "https");
}

/** Keeps the JSON text of each value. */
function add(values: Map<string, string[]>, name: string, value: string): void {
  const text = JSON.stringify(value);
  const known = values.get(name);
  if (known === undefined) values.set(name, [text]);
  else known.push(text);
}

function textsOf(values: ReadonlyMap<string, readonly string[]>): EventHeaders {
  let single = "";
  let multi = "";
  for (const [name, texts] of values) {
    const comma = single === "" ? "" : ",";
    const key = JSON.stringify(name);
    single += `${comma}${key}:${texts.at(-1)}`;
    multi += `${comma}${key}:[${texts.join(",")}]`;
  }
  return { single: `{${single}}`, multi: `{${multi}}` };
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

/** Claims REST APIs print as dates. */
const DATE_CLAIMS: ReadonlySet<string> = new Set(["exp", "iat"]);

/** The verifier hands out the same claims for the same token, as long as it knows it. */
const known = new WeakMap<Claims, Readonly<Record<string, string>>>();

/** Every claim as the text a REST API hands to the function. */
export function renderClaims(claims: Claims): Readonly<Record<string, string>> {
  const before = known.get(claims);
  if (before !== undefined) return before;
  const rendered = renderEach(claims);
  known.set(claims, rendered);
  return rendered;
}

function renderEach(claims: Claims): Record<string, string> {
  const rendered = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(claims)) {
    if (value === null || value === undefined) continue;
    rendered[name] =
      DATE_CLAIMS.has(name) && typeof value === "number" ? javaDate(value * 1000) : renderClaim(value);
  }
  return rendered;
}

function renderClaim(value: ClaimValue): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.map(renderItem).join(",");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function renderItem(value: ClaimValue): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** `Wed May 18 15:32:21 UTC 2022` */
function javaDate(epochMilliseconds: number): string {
  const date = new Date(epochMilliseconds);
  if (Number.isNaN(date.getTime())) return String(epochMilliseconds / 1000);
  const day = DAYS[date.getUTCDay()];
  const month = MONTHS[date.getUTCMonth()];
  return `${day} ${month} ${twoDigits(date.getUTCDate())} ${clockTime(date)} UTC ${date.getUTCFullYear()}`;
}
