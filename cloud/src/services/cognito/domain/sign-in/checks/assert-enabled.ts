import { userIsDisabled } from "../../../shared/errors.ts";
import { knownUser } from "../parts/attempt.ts";
import type { SignInCheck } from "./check.ts";

/** COG-SIN-2: a disabled user does not sign in. */
export const assertEnabled: SignInCheck = (_parts, attempt) => {
  if (attempt.user?.enabled === false) throw userIsDisabled().knowing(knownUser(attempt));
};
