import { ApiProblem, type ProblemKind } from "../../lib/api/api-problem";
import { errorText } from "../auth/error-text";

export const ACCOUNT_PROBLEMS: Record<ProblemKind, string> = {
  unreachable: "The API cannot be reached. Check your connection and try again.",
  timeout: "The API took too long to answer. Try again.",
  sessionEnded: "Your session has ended. Sign in again.",
  lacksScope: "You may not do that here. If you should, ask an administrator of this home.",
  notOffered: "This API does not offer that.",
  notFound: "This account is not there any more. Ask the person who invited you.",
  tooLarge: "The API does not take that much.",
  throttled: "Too many requests in a short time. Wait a moment, then try again.",
  failed: "The sign-in service did not answer the API. Try again in a moment.",
};

/** Why the account could not be read or changed, by the API or by the user pool. */
export function accountErrorText(error: unknown): string {
  if (error instanceof ApiProblem) return ACCOUNT_PROBLEMS[error.kind];
  const message = error instanceof Error ? error.message : String(error);
  return errorText(message) ?? "That did not work. Try again.";
}
