import { AwsError } from "../../../../core/errors.ts";
import { OAuthRefusal } from "../refusals.ts";

const TRIGGER_FAILURES: ReadonlySet<string> = new Set([
  "UserLambdaValidationException",
  "UnexpectedLambdaException",
  "InvalidLambdaResponseException",
]);

/** OAU-39: no tokens without the pre-token trigger; the app learns what the function said. */
export function asTokenRefusal(error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  if (TRIGGER_FAILURES.has(error.code)) return new OAuthRefusal("invalid_request", error.message);
  return error.status >= 500 ? error : new OAuthRefusal("invalid_grant");
}
