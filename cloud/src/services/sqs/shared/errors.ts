import { AwsError } from "../../../core/errors.ts";

/**
 * A refusal of SQS: the JSON protocol names the shape of AWS's model, the Query protocol, and the header
 * `x-amzn-query-error` that SDKs read, an older code.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 */
export class SqsError extends AwsError {
  readonly queryCode: string;

  constructor(code: string, message: string, { queryCode = code, status = 400 } = {}) {
    super(code, message, status);
    this.queryCode = queryCode;
  }
}

const aged = (name: string): string => `AWS.SimpleQueueService.${name}`;

export const queueDoesNotExist = (): SqsError =>
  new SqsError("QueueDoesNotExist", "The specified queue does not exist.", {
    queryCode: aged("NonExistentQueue"),
  });

export const queueNameExists = (attribute: string): SqsError =>
  new SqsError(
    "QueueNameExists",
    `A queue already exists with the same name and a different value for attribute ${attribute}`,
    { queryCode: "QueueAlreadyExists" },
  );

export const queueDeletedRecently = (): SqsError =>
  new SqsError(
    "QueueDeletedRecently",
    "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
    { queryCode: aged("QueueDeletedRecently") },
  );

export const purgeInProgress = (name: string): SqsError =>
  new SqsError(
    "PurgeQueueInProgress",
    `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
    { queryCode: aged("PurgeQueueInProgress"), status: 403 },
  );

export const unsupportedOperation = (message: string): SqsError =>
  new SqsError("UnsupportedOperation", message, { queryCode: aged("UnsupportedOperation") });

export const notSupportedHere = (what: string): SqsError =>
  unsupportedOperation(`${what} is not supported by Portcullis. See docs/gaps.md.`);

export const invalidParameter = (message: string): SqsError => new SqsError("InvalidParameterValue", message);

/** `Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.` */
export const invalidValue = (value: unknown, parameter: string, reason: string): SqsError =>
  invalidParameter(`Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`);

export const missingParameter = (name: string): SqsError =>
  new SqsError("MissingParameter", `The request must contain the parameter ${name}.`);

export const invalidAttributeName = (name: string): SqsError =>
  new SqsError("InvalidAttributeName", `Unknown Attribute ${name}.`);

export const invalidAttributeValue = (name: string): SqsError =>
  new SqsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);

/** Of a statement of a queue's policy. */
export const tooManyActions = (count: number, most: number): SqsError =>
  new SqsError(
    "OverLimit",
    `${count} actions were found in a statement from the submitted policy, max allowed is ${most}`,
    { status: 403 },
  );

export const invalidAddress = (url: string): SqsError =>
  new SqsError("InvalidAddress", `The address ${url} is not valid for this endpoint.`);

export const invalidMessageContents = (): SqsError =>
  new SqsError(
    "InvalidMessageContents",
    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF.",
  );

export const receiptHandleIsInvalid = (handle: string): SqsError =>
  new SqsError(
    "ReceiptHandleIsInvalid",
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
  );

export const receiptHandleExpired = (handle: string): SqsError =>
  invalidValue(handle, "ReceiptHandle", "The receipt handle has expired.");

export const messageTooLong = (limitBytes: number): SqsError =>
  invalidParameter(
    `One or more parameters are invalid. Reason: Message must be shorter than ${limitBytes} bytes.`,
  );

export const twoEncryptions = (): SqsError =>
  new SqsError(
    "InvalidAttributeName",
    "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
  );

/** Codes of KMS: those of SQS's model, and what SDKs show. */
const KEY_CODES: ReadonlyMap<string, string> = new Map([
  ["AccessDeniedException", "KmsAccessDenied"],
  ["DisabledException", "KmsDisabled"],
  ["InvalidKeyUsageException", "KmsInvalidKeyUsage"],
  ["KMSInvalidStateException", "KmsInvalidState"],
  ["NotFoundException", "KmsNotFound"],
]);

/** What KMS refuses, under the codes of SQS. */
export const keyRefusal = (code: string, message: string): SqsError => {
  const known = KEY_CODES.has(code) ? code : "AccessDeniedException";
  const queryCode = `KMS.${known.replace("KMSInvalid", "Invalid")}`;
  return new SqsError(KEY_CODES.get(known) ?? "KmsAccessDenied", message, { queryCode });
};

export const emptyBatch = (entry: string): SqsError =>
  new SqsError("EmptyBatchRequest", `There should be at least one ${entry} in the request.`, {
    queryCode: aged("EmptyBatchRequest"),
  });

export const tooManyEntries = (count: number): SqsError =>
  new SqsError(
    "TooManyEntriesInBatchRequest",
    `Maximum number of entries per request are 10. You have sent ${count}.`,
    { queryCode: aged("TooManyEntriesInBatchRequest") },
  );

export const entryIdsNotDistinct = (id: string): SqsError =>
  new SqsError("BatchEntryIdsNotDistinct", `Id ${id} repeated.`, {
    queryCode: aged("BatchEntryIdsNotDistinct"),
  });

export const invalidEntryId = (): SqsError =>
  new SqsError(
    "InvalidBatchEntryId",
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    { queryCode: aged("InvalidBatchEntryId") },
  );

export const batchTooLong = (limitBytes: number, sentBytes: number): SqsError =>
  new SqsError(
    "BatchRequestTooLong",
    `Batch requests cannot be longer than ${limitBytes} bytes. You have sent ${sentBytes} bytes.`,
    { queryCode: aged("BatchRequestTooLong") },
  );
