import { lockSubjectOf } from "../parts/attempt.ts";
import type { SignInCheck } from "./check.ts";

/** COG-LCK-2: during a lock no password is looked at. */
export const assertNotLocked: SignInCheck = (parts, attempt) => {
  parts.lockOut.assertOpen(lockSubjectOf(attempt));
};
