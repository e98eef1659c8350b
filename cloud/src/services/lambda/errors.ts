import { AwsError } from "../../core/errors.ts";
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

export const serialization = (message = ""): AwsError => new AwsError("SerializationException", message, 400);

export const resourceNotFound = (message: string): AwsError =>
  new AwsError("ResourceNotFoundException", message, 404, USER);

export const functionNotFound = (arn: string): AwsError => resourceNotFound(`Function not found: ${arn}`);

export const policyNotFound = (): AwsError => resourceNotFound("The resource you requested does not exist.");

export const conflict = (message: string): AwsError =>
  new AwsError("ResourceConflictException", message, 409, USER);

export const accessDenied = (message: string): AwsError =>
  new AwsError("AccessDeniedException", message, 403);

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

export const policyTooLong = (limitBytes: number): AwsError =>
  new AwsError(
    "PolicyLengthExceededException",
    `The final policy size is bigger than the limit (${limitBytes}).`,
    400,
    USER,
  );

export const unknownOperation = (): AwsError => new AwsError("UnknownOperationException", "", 404);

export const notSupported = (what: string): AwsError =>
  new AwsError(
    "UnsupportedOperationException",
    `${what} is not supported by Portcullis. See docs/gaps.md.`,
    400,
  );
