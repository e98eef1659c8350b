import { passwordResetRequired } from "../../errors.ts";
import type { Check } from "./check.ts";

/** COG-SIN-4: after an administrator's reset the old password opens nothing. */
export const assertNoReset: Check = (_parts, { user }) => {
  if (user?.status === "RESET_REQUIRED") throw passwordResetRequired();
};
