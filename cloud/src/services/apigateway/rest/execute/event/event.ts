import type { Claims } from "../../../../../core/ports/token-verifier.ts";
import { isBinary } from "../../../shared/events/binary.ts";
import { logDate } from "../../../shared/events/dates.ts";
import type { Exchange } from "../exchange.ts";
import { renderClaims } from "./claims.ts";
import { eventHeaders } from "./headers.ts";

/**
 * JSON text of the Lambda proxy event, payload version 1. Written member by member: what was rendered
 * before, the claims of a token above all, is not rendered again.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function proxyEvent(exchange: Exchange, body: Buffer): string {
  const { route, request, query, stage } = exchange;
  const headers = eventHeaders(exchange);
  const binary = body.length > 0 && isBinary(stage.binaryMediaTypes, request.headers["content-type"]);
  const text = body.length === 0 ? null : body.toString(binary ? "base64" : "utf8");
  return (
    `{"resource":${json(route.resourcePath)},"path":${json(exchange.eventPath)},"httpMethod":${json(exchange.method)},` +
    `"headers":${headers.single},"multiValueHeaders":${headers.multi},` +
    `"queryStringParameters":${json(query.single)},"multiValueQueryStringParameters":${json(query.multi)},` +
    `"pathParameters":${json(exchange.pathParameters ?? null)},"stageVariables":${json(stage.variables)},` +
    `"requestContext":${requestContext(exchange)},"body":${json(text)},"isBase64Encoded":${binary}}`
  );
}

const json = (value: unknown): string => JSON.stringify(value);

function requestContext(exchange: Exchange): string {
  const { route, stage, request, claims } = exchange;
  const authorizer = claims === undefined ? "" : `"authorizer":{"claims":${claimsText(claims)}},`;
  return (
    `{"resourceId":${json(route.resourceId)},${authorizer}"resourcePath":${json(route.resourcePath)},` +
    `"httpMethod":${json(exchange.method)},"extendedRequestId":${json(exchange.extendedRequestId)},` +
    `"requestTime":"${logDate(exchange.startedAt)}","path":${json(exchange.target)},` +
    `"accountId":${json(exchange.context.scope.accountId)},"protocol":"HTTP/1.1",` +
    `"stage":${json(stage.stage.stageName)},"domainPrefix":${json(stage.api.id)},` +
    `"requestTimeEpoch":${exchange.startedAt},"requestId":${json(request.requestId)},` +
    `"identity":${json(identityOf(exchange))},"domainName":${json(stage.domainName)},` +
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

function identityOf(exchange: Exchange): object {
  const signed = exchange.identity;
  return {
    cognitoIdentityPoolId: null,
    accountId: signed?.accountId ?? null,
    cognitoIdentityId: null,
    caller: signed?.caller ?? null,
    sourceIp: exchange.request.sourceIp,
    principalOrgId: null,
    accessKey: signed?.accessKey ?? null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: signed?.userArn ?? null,
    userAgent: exchange.request.headers["user-agent"] ?? null,
    user: signed?.caller ?? null,
  };
}
