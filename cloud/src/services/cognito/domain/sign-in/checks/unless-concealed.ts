import { concealsUsers } from "../parts/attempt.ts";
import type { SignInCheck } from "./check.ts";

/** Leaves a check out where its refusal would tell that the user exists. */
export function unlessConcealed(check: SignInCheck): SignInCheck {
  return (parts, attempt) => {
    if (!concealsUsers(attempt.clientContext)) check(parts, attempt);
  };
}
