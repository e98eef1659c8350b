import { disabled } from "../parts/attempt.ts";
import type { SignInCheck } from "./check.ts";

/** COG-SIN-2: a disabled user does not sign in. */
export const assertEnabled: SignInCheck = ({ clock }, { user }) => {
  if (user?.enabled === false) throw disabled(user, clock);
};
