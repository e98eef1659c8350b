/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const PAYLOAD_LIMIT_BYTES = 10_485_760;
/** Synchronous Lambda payload limit. */
export const LAMBDA_PAYLOAD_LIMIT_BYTES = 6_291_556;
export const HEADERS_LIMIT_BYTES = 10_240;
export const METHOD_ARN_LIMIT_BYTES = 1_600;
export const INTEGRATION_TIMEOUT_MS = 29_000;
export const ACCOUNT_RATE_LIMIT = 10_000;
export const ACCOUNT_BURST_LIMIT = 5_000;
export const RESOURCES_LIMIT = 300;
export const STAGES_LIMIT = 10;
export const AUTHORIZERS_LIMIT = 10;

export const LAMBDA_SERVICE_PRINCIPAL = "apigateway.amazonaws.com";
/** `credentials` of an integration that calls with the rights of whoever signed the request. */
export const CALLER_CREDENTIALS = "arn:aws:iam::*:user/*";
export const DEFAULT_IDENTITY_SOURCE = "method.request.header.Authorization";

/** Gateway response types with the status each has by itself; null for the two defaults. */
export const GATEWAY_RESPONSE_STATUS: ReadonlyMap<string, number | null> = new Map<string, number | null>([
  ["ACCESS_DENIED", 403],
  ["API_CONFIGURATION_ERROR", 500],
  ["AUTHORIZER_CONFIGURATION_ERROR", 500],
  ["AUTHORIZER_FAILURE", 500],
  ["BAD_REQUEST_BODY", 400],
  ["BAD_REQUEST_PARAMETERS", 400],
  ["DEFAULT_4XX", null],
  ["DEFAULT_5XX", null],
  ["EXPIRED_TOKEN", 403],
  ["INTEGRATION_FAILURE", 504],
  ["INTEGRATION_TIMEOUT", 504],
  ["INVALID_API_KEY", 403],
  ["INVALID_SIGNATURE", 403],
  ["MISSING_AUTHENTICATION_TOKEN", 403],
  ["QUOTA_EXCEEDED", 429],
  ["REQUEST_TOO_LARGE", 413],
  ["RESOURCE_NOT_FOUND", 404],
  ["THROTTLED", 429],
  ["UNAUTHORIZED", 401],
  ["UNSUPPORTED_MEDIA_TYPE", 415],
  ["WAF_FILTERED", 403],
]);

export const DEFAULT_RESPONSE_TEMPLATE = '{"message":$context.error.messageString}';
