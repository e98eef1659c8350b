import { AwsError } from "../../core/errors.ts";
import type { Randomness } from "../../core/randomness.ts";

/** @see https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html */
const HANDLER_CODES: readonly (readonly [RegExp, string])[] = [
  [/AlreadyExists|EntityAlreadyExists|ResourceConflict|GroupExists|BucketAlready/, "AlreadyExists"],
  [/NotFound|NoSuch/, "NotFound"],
  [/AccessDenied|Unauthorized/, "AccessDenied"],
  [/LimitExceeded|TooMany/, "ServiceLimitExceeded"],
];

/** The reason of a failed resource, in the words of a resource handler. */
export function handlerReason(error: unknown, randomness: Randomness): string {
  const token = randomness.uuid();
  if (!(error instanceof AwsError)) {
    const message = error instanceof Error ? error.message : String(error);
    return `Resource handler returned message: "${message}" (RequestToken: ${token}, HandlerErrorCode: InternalFailure)`;
  }
  if (error.code === "ValidationError") return error.message;
  const known = HANDLER_CODES.find(([pattern]) => pattern.test(error.code));
  const code = known?.[1] ?? "InvalidRequest";
  return `Resource handler returned message: "${error.message}" (RequestToken: ${token}, HandlerErrorCode: ${code})`;
}
