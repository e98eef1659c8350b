import type { Exchange } from "../exchange.ts";
import { isBinary } from "./binary.ts";
import { logDate, renderClaims } from "./claims.ts";
import { eventHeaders } from "./headers.ts";

/**
 * JSON text of the Lambda proxy event, payload version 1.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function proxyEvent(exchange: Exchange, body: Buffer): string {
  const { route, request, query } = exchange;
  const headers = eventHeaders(exchange);
  const binary =
    body.length > 0 && isBinary(exchange.stage.binaryMediaTypes, request.headers["content-type"]);
  return JSON.stringify({
    resource: route.resourcePath,
    path: exchange.eventPath,
    httpMethod: exchange.method,
    headers: headers.single,
    multiValueHeaders: headers.multi,
    queryStringParameters: query.single,
    multiValueQueryStringParameters: query.multi,
    pathParameters: exchange.pathParameters ?? null,
    stageVariables: exchange.stage.variables,
    requestContext: requestContext(exchange),
    body: body.length === 0 ? null : body.toString(binary ? "base64" : "utf8"),
    isBase64Encoded: binary,
  });
}

function requestContext(exchange: Exchange): object {
  const { route, stage, request } = exchange;
  return {
    resourceId: route.resourceId,
    ...(exchange.claims === undefined ? {} : { authorizer: { claims: renderClaims(exchange.claims) } }),
    resourcePath: route.resourcePath,
    httpMethod: exchange.method,
    extendedRequestId: exchange.extendedRequestId,
    requestTime: logDate(exchange.startedAt),
    path: exchange.target,
    accountId: exchange.context.scope.accountId,
    protocol: "HTTP/1.1",
    stage: stage.stage.stageName,
    domainPrefix: stage.api.id,
    requestTimeEpoch: exchange.startedAt,
    requestId: request.requestId,
    identity: identityOf(exchange),
    domainName: stage.domainName,
    deploymentId: stage.deploymentId,
    apiId: stage.api.id,
  };
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
