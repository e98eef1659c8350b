import { passwordResetRequired } from "../../../errors.ts";
import { knownUser } from "../attempt.ts";
import type { Check } from "./check.ts";

/** COG-SIN-4: after an administrator's reset the old password opens nothing. */
export const assertNoReset: Check = (_parts, attempt) => {
  if (attempt.user?.status === "RESET_REQUIRED") throw passwordResetRequired().knowing(knownUser(attempt));
};
