import { AwsError, unsupported } from "../../../core/errors.ts";

/**
 * Refusals of the IoT data plane. SDKs read the code from `x-amzn-ErrorType`; the body carries only
 * the message and a trace id.
 * @see https://docs.aws.amazon.com/iot/latest/apireference/API_iotdata_Publish.html
 */
export const iotErrors = {
  /** This plane never says which action or resource was missing. */
  forbidden: () => new AwsError("ForbiddenException", "Forbidden", 403),
  invalidRequest: (message: string) => new AwsError("InvalidRequestException", message, 400),
  resourceNotFound: (message: string) => new AwsError("ResourceNotFoundException", message, 404),
  resourceExists: (message: string) => new AwsError("ResourceAlreadyExistsException", message, 409),
  deleteConflict: (message: string) => new AwsError("DeleteConflictException", message, 409),
  /** IoT tells nobody whether a rule that they may not see is there. */
  ruleUnknown: (name: string) =>
    new AwsError("UnauthorizedException", `Access to topic rule '${name}' was denied`, 401),
  sqlParse: (message: string) => new AwsError("SqlParseException", message, 400),
  unsupported,
  methodNotAllowed: () =>
    new AwsError("MethodNotAllowedException", "The specified HTTP verb is not supported", 405),
  payloadTooLarge: () =>
    new AwsError("RequestEntityTooLargeException", "Payload size exceeds the maximum of 131072 bytes", 413),
  internal: () => new AwsError("InternalFailureException", "An unexpected error has occurred.", 500),
} as const;
