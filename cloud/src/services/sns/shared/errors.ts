import { AwsError } from "../../../core/errors.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html */
const refusal = (code: string, message: string, status = 400): AwsError =>
  new AwsError(code, message, status);

/** `Invalid parameter: <what>`: nearly everything that SNS refuses is worded so. */
export const invalidParameter = (what: string): AwsError =>
  refusal("InvalidParameter", `Invalid parameter: ${what}`);

export const invalidBecause = (parameter: string, reason: string): AwsError =>
  invalidParameter(`${parameter} Reason: ${reason}`);

/** Without the words in front, as SNS has it of phone numbers, tokens and SMS attributes. */
export const invalidInput = (message: string): AwsError => refusal("InvalidParameter", message);

export const invalidAttributeValue = (message: string): AwsError => refusal("ParameterValueInvalid", message);

export const topicDoesNotExist = (): AwsError => refusal("NotFound", "Topic does not exist", 404);

export const subscriptionDoesNotExist = (): AwsError =>
  refusal("NotFound", "Subscription does not exist", 404);

export const resourceDoesNotExist = (): AwsError =>
  refusal("ResourceNotFound", "Resource does not exist", 404);

export const tooManyTags = (): AwsError =>
  refusal("TagLimitExceeded", "Could not complete request: tag quota of per resource exceeded");

export const tooManyEntries = (): AwsError =>
  refusal("TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");

export const emptyBatch = (): AwsError =>
  refusal("EmptyBatchRequest", "The batch request doesn't contain any entries.");

export const entryIdsNotDistinct = (): AwsError =>
  refusal("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");

export const invalidEntryId = (fault: "contains an impermissible character" | "is too long", id: string) =>
  refusal("InvalidBatchEntryId", `The Id of a batch entry in the batch request ${fault}: ${id}`);

export const batchTooLong = (): AwsError =>
  refusal("BatchRequestTooLong", "The length of all the messages put together is more than the limit.");

export const notAllowed = (message: string): AwsError => refusal("AuthorizationError", message, 403);

const KEY_CODES: ReadonlyMap<string, string> = new Map([
  ["DisabledException", "KMSDisabled"],
  ["KMSInvalidStateException", "KMSInvalidState"],
  ["NotFoundException", "KMSNotFound"],
]);

/** What KMS refuses, under the code of SNS: whatever else it is, the key is not to be used. */
export const keyRefusal = (code: string, message: string): AwsError =>
  refusal(KEY_CODES.get(code) ?? "KMSAccessDenied", message);

export const notSupportedHere = (what: string): AwsError =>
  refusal("UnsupportedOperation", `${what} is not supported by Portcullis. See docs/gaps.md.`);
