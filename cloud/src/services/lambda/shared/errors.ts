import { AwsError } from "../../../core/errors.ts";
import { REQUEST_LIMIT_BYTES } from "./constants.ts";

/**
 * The refusals of Lambda's API.
 * @see https://docs.aws.amazon.com/lambda/latest/api/CommonErrors.html
 */
const USER = { Type: "User" } as const;

/** Errors whose text travels as `Message`; all others use `message`. */
export const CAPITAL_MESSAGE: ReadonlySet<string> = new Set([
  "AccessDeniedException",
  "ResourceNotFoundException",
  "ServiceException",
  "InvalidRuntimeException",
]);

export const invalidParameter = (message: string): AwsError =>
  new AwsError("InvalidParameterValueException", message, 400, USER);

export const validation = (message: string): AwsError => new AwsError("ValidationException", message, 400);

export const serialization = (message: string): AwsError =>
  new AwsError("SerializationException", message, 400);

export const resourceNotFound = (message: string): AwsError =>
  new AwsError("ResourceNotFoundException", message, 404, USER);

export const functionNotFound = (arn: string): AwsError => resourceNotFound(`Function not found: ${arn}`);

export const policyNotFound = (): AwsError => resourceNotFound("The resource you requested does not exist.");

export const conflict = (message: string): AwsError =>
  new AwsError("ResourceConflictException", message, 409, USER);

export const accessDenied = (message: string): AwsError =>
  new AwsError("AccessDeniedException", message, 403);

/** Whatever the caller's policies say. */
export const crossAccountPassRole = (): AwsError => accessDenied("Cross-account pass role is not allowed.");

/** The caller may not read the object that holds the package. */
export const packageAccessDenied = (): AwsError =>
  accessDenied(
    "Your access has been denied by S3, please make sure your request credentials have permission to GetObject for the bucket and key of the package. S3 Error Code: AccessDenied. S3 Error Message: Access Denied",
  );

export const internal = (): AwsError =>
  new AwsError("ServiceException", "An internal error occurred.", 500, { Type: "Service" });

export const invalidRequestContent = (message: string): AwsError =>
  new AwsError("InvalidRequestContentException", message, 400, USER);

export const requestTooLarge = (limitBytes = REQUEST_LIMIT_BYTES): AwsError =>
  new AwsError(
    "RequestTooLargeException",
    `Request must be smaller than ${limitBytes} bytes for the InvokeFunction operation`,
    413,
    USER,
  );

export const requestEntityTooLarge = (limitBytes: number): AwsError =>
  new AwsError("RequestTooLargeException", `Request must be smaller than ${limitBytes} bytes`, 413, USER);

export const reservedConcurrencyReached = (): AwsError =>
  new AwsError("TooManyRequestsException", "Rate Exceeded.", 429, {
    Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
    ...USER,
  });

export const accountConcurrencyReached = (): AwsError =>
  new AwsError("TooManyRequestsException", "Rate Exceeded.", 429, {
    Reason: "ConcurrentInvocationLimitExceeded",
    ...USER,
  });

export const preconditionFailed = (): AwsError =>
  new AwsError(
    "PreconditionFailedException",
    "The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve the latest RevisionId",
    412,
    USER,
  );

export const layerPreconditionFailed = (): AwsError =>
  new AwsError(
    "PreconditionFailedException",
    "The Revision Id provided does not match the latest Revision Id. Call the GetLayerPolicy API to retrieve the latest Revision Id",
    412,
    USER,
  );

export const policyTooLong = (limitBytes: number): AwsError =>
  new AwsError(
    "PolicyLengthExceededException",
    `The final policy size is bigger than the limit (${limitBytes}).`,
    400,
    USER,
  );

export const unknownOperation = (): AwsError => new AwsError("UnknownOperationException", "", 404);
