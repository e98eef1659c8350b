import { AwsError } from "../../../../core/errors.ts";

export const INCORRECT = "Incorrect username or password.";
export const STALE_FORM = "This page was open for too long. Please try again.";
const FAILED = "Something went wrong on our side. Please try again.";

/** Sentences of the API that a person at a sign-in page would not understand. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  [
    "CodeMismatchException: Invalid code received for user",
    "That code is not right. Enter the newest code from your app.",
  ],
  [
    "EnableSoftwareTokenMFAException: Code mismatch and fail enable Software Token MFA",
    "That code is not right. Enter the newest code from your app.",
  ],
  [
    "ExpiredCodeException: Your software token has already been used once.",
    "That code was used already. Wait for the next one.",
  ],
  ["NotAuthorizedException: Password attempts exceeded", "Too many attempts. Wait a little, then try again."],
]);

export function publicText(error: AwsError): string {
  if (error.status >= 500) return FAILED;
  return PLAIN.get(`${error.code}: ${error.message}`) ?? error.message;
}

/** The sealed session of the challenge is used up, expired or not ours: the sign-in begins again. */
export function isSessionFailure(error: unknown): boolean {
  return (
    error instanceof AwsError &&
    error.code === "NotAuthorizedException" &&
    error.message.startsWith("Invalid session for the user")
  );
}
