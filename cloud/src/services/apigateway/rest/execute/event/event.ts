import { logDate } from "../../../../../core/log-date.ts";
import type { Claims } from "../../../../../core/ports/token-verifier.ts";
import { isBinary } from "../../../shared/events/binary.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";
import { renderClaims } from "./claims.ts";
import { eventHeaders } from "./headers.ts";

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
