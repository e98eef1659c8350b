import { AwsError } from "../../../../core/errors.ts";
import { OAuthRefusal } from "../domain-request/refusals.ts";

const TRIGGER_FAILURES: ReadonlySet<string> = new Set([
  "UserLambdaValidationException",
  "UnexpectedLambdaException",
  "InvalidLambdaResponseException",
]);

/** OAU-39: no tokens without the pre-token trigger; the app learns what the function said. */
export function asTokenRefusal(error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  if (error.status >= 500) return error;
  const refusal = TRIGGER_FAILURES.has(error.code)
    ? new OAuthRefusal("invalid_request", error.message)
    : new OAuthRefusal("invalid_grant");
  return error.why === undefined ? refusal : refusal.because(error.why);
}
