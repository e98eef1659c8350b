import { userNotConfirmed } from "../../../shared/errors.ts";
import { knownUser } from "../parts/attempt.ts";
import type { SignInCheck } from "./check.ts";

/** COG-SIN-3: a user who signed up and was not confirmed does not sign in. */
export const assertConfirmed: SignInCheck = (_parts, attempt) => {
  if (attempt.user?.status === "UNCONFIRMED") throw userNotConfirmed().knowing(knownUser(attempt));
};
