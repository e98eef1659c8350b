import { userNotFound } from "../../../shared/errors.ts";
import { concealsUsers, unknownUserWhy } from "../parts/attempt.ts";
import type { SignInCheck } from "./check.ts";

/** COG-SIN-1: an unknown user is told apart only where the client allows it. */
export const assertKnown: SignInCheck = (_parts, attempt) => {
  if (attempt.user !== undefined || concealsUsers(attempt.clientContext)) return;
  throw userNotFound().because(unknownUserWhy(attempt));
};
