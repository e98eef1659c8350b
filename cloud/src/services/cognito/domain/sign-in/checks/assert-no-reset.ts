import { passwordResetRequired } from "../../../shared/errors.ts";
import { knownUser } from "../parts/attempt.ts";
import type { SignInCheck } from "./check.ts";

/** COG-SIN-4: after an administrator's reset the old password opens nothing. */
export const assertNoReset: SignInCheck = (_parts, attempt) => {
  if (attempt.user?.status === "RESET_REQUIRED") throw passwordResetRequired().knowing(knownUser(attempt));
};
