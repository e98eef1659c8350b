import type { Why } from "../../../../../core/why.ts";

/** How the gateway itself answers a call: the type picks the gateway response, §7 of the guide. */
export interface RefusalRow {
  /** Gateway response type, e.g. `UNAUTHORIZED`. */
  readonly type: string;
  readonly status: number;
  /** Value of `x-amzn-ErrorType`. */
  readonly errorType: string;
  readonly message: string;
}

/** A call the gateway ends by itself. Thrown by the step that holds the rule. */
export class GatewayRefusal extends Error {
  readonly type: string;
  readonly status: number;
  readonly errorType: string;
  /** Body used instead of the default template when nobody customised the response. */
  readonly defaultBody: string | undefined;
  /** Why, for logs and `$context.error.validationErrorString`; never sent by default. */
  readonly detail: string;
  /** Why, for the trace; never sent. */
  why: Why | undefined;

  constructor(row: RefusalRow, extra: { readonly defaultBody?: string; readonly detail?: string } = {}) {
    super(row.message);
    this.name = row.errorType;
    this.type = row.type;
    this.status = row.status;
    this.errorType = row.errorType;
    this.defaultBody = extra.defaultBody;
    this.detail = extra.detail ?? "";
  }

  /** Says why, for the trace. */
  because(why: Why | undefined): this {
    this.why = why;
    return this;
  }
}

/**
 * Every refusal with a fixed text.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export const REFUSALS = {
  forbidden: {
    type: "ACCESS_DENIED",
    status: 403,
    errorType: "ForbiddenException",
    message: "Forbidden",
  },
  missingAuthenticationToken: {
    type: "MISSING_AUTHENTICATION_TOKEN",
    status: 403,
    errorType: "MissingAuthenticationTokenException",
    message: "Missing Authentication Token",
  },
  unauthorized: {
    type: "UNAUTHORIZED",
    status: 401,
    errorType: "UnauthorizedException",
    message: "Unauthorized",
  },
  tokenExpired: {
    type: "UNAUTHORIZED",
    status: 401,
    errorType: "UnauthorizedException",
    message: "The incoming token has expired",
  },
  authorizerConfiguration: {
    type: "AUTHORIZER_CONFIGURATION_ERROR",
    status: 500,
    errorType: "AuthorizerConfigurationException",
    message: "Internal server error",
  },
  throttled: {
    type: "THROTTLED",
    status: 429,
    errorType: "TooManyRequestsException",
    message: "Too Many Requests",
  },
  invalidRequestBody: {
    type: "BAD_REQUEST_BODY",
    status: 400,
    errorType: "BadRequestException",
    message: "Invalid request body",
  },
  payloadTooLarge: {
    type: "REQUEST_TOO_LARGE",
    status: 413,
    errorType: "RequestTooLargeException",
    message: "HTTP content length exceeded 10485760 bytes.",
  },
  lambdaPayloadTooLarge: {
    type: "REQUEST_TOO_LARGE",
    status: 413,
    errorType: "RequestTooLargeException",
    message: "Request Too Long",
  },
  headersTooLarge: {
    type: "DEFAULT_4XX",
    status: 431,
    errorType: "BadRequestException",
    message: "Request Header Fields Too Large",
  },
  uriTooLong: {
    type: "DEFAULT_4XX",
    status: 414,
    errorType: "RequestURITooLongException",
    message: "Request URI too long",
  },
  unsupportedMediaType: {
    type: "UNSUPPORTED_MEDIA_TYPE",
    status: 415,
    errorType: "UnsupportedMediaTypeException",
    message: "Unsupported Media Type",
  },
  /** The integration cannot be called at all: permission or function missing, wrong method. */
  integrationConfiguration: {
    type: "API_CONFIGURATION_ERROR",
    status: 500,
    errorType: "InternalServerErrorException",
    message: "Internal server error",
  },
  /** The function failed or answered something that is no proxy response. */
  badIntegrationAnswer: {
    type: "DEFAULT_5XX",
    status: 502,
    errorType: "InternalServerErrorException",
    message: "Internal server error",
  },
  integrationTimeout: {
    type: "INTEGRATION_TIMEOUT",
    status: 504,
    errorType: "InternalServerErrorException",
    message: "Endpoint request timed out",
  },
  unexpected: {
    type: "DEFAULT_5XX",
    status: 500,
    errorType: "InternalServerErrorException",
    message: "Internal server error",
  },
} as const satisfies Record<string, RefusalRow>;

/** Refuses with a fixed row; integration errors print one blank after the colon, as AWS does. */
export function refuse(row: RefusalRow, detail = ""): GatewayRefusal {
  if (!INTEGRATION_ROWS.has(row)) return new GatewayRefusal(row, { detail });
  return new GatewayRefusal(row, { detail, defaultBody: `{"message": "${row.message}"}` });
}

const INTEGRATION_ROWS: ReadonlySet<RefusalRow> = new Set([
  REFUSALS.integrationConfiguration,
  REFUSALS.badIntegrationAnswer,
  REFUSALS.integrationTimeout,
]);

export function missingParameters(names: readonly string[]): GatewayRefusal {
  return new GatewayRefusal({
    type: "BAD_REQUEST_PARAMETERS",
    status: 400,
    errorType: "BadRequestException",
    message: `Missing required request parameters: [${names.join(", ")}]`,
  }).because({ rule: "APIGW-8", reason: "parameters-missing", asked: { parameters: names } });
}

/** A malformed or wrong SigV4 signature. */
export function invalidSignature(errorType: string, message: string): GatewayRefusal {
  return new GatewayRefusal({ type: "INVALID_SIGNATURE", status: 403, errorType, message });
}

/** A policy said no; the default body spells `Message` with a capital M. */
export function accessDenied(message: string): GatewayRefusal {
  return new GatewayRefusal(
    { type: "ACCESS_DENIED", status: 403, errorType: "AccessDeniedException", message },
    { defaultBody: JSON.stringify({ Message: message }) },
  );
}
