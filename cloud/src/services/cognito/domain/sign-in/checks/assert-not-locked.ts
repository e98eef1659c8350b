import { lockSubjectOf } from "../attempt.ts";
import type { Check } from "./check.ts";

/** COG-LCK-2: during a lock no password is looked at. */
export const assertNotLocked: Check = (parts, attempt) => {
  parts.lockOut.assertOpen(lockSubjectOf(attempt));
};
