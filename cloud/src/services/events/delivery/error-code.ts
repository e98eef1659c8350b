import type { AwsError } from "../../../core/errors.ts";

const CODES: ReadonlyMap<string, string> = new Map([
  ["AccessDenied", "NO_PERMISSIONS"],
  ["AccessDeniedException", "NO_PERMISSIONS"],
  ["AuthorizationError", "NO_PERMISSIONS"],
  ["NotFound", "NO_RESOURCE"],
  ["QueueDoesNotExist", "NO_RESOURCE"],
  ["ResourceNotFoundException", "NO_RESOURCE"],
  ["ThrottlingException", "THROTTLING"],
  ["TooManyRequestsException", "THROTTLING"],
  ["InvalidParameter", "INVALID_PARAMETER"],
  ["InvalidParameterValue", "INVALID_PARAMETER"],
  ["MissingParameter", "INVALID_PARAMETER"],
]);
const OWN = /^[A-Z_]+$/;

/**
 * What `ERROR_CODE` of a dead letter says of a target's refusal.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html
 */
export function deadLetterCode({ code, status }: AwsError): string {
  const known = CODES.get(code.slice(Math.max(code.lastIndexOf("."), code.lastIndexOf("#")) + 1));
  if (known !== undefined) return known;
  if (OWN.test(code)) return code;
  return status >= 500 ? "INTERNAL_ERROR" : "ERROR_FROM_TARGET";
}
