import { concealsUsers } from "../attempt.ts";
import type { Check } from "./check.ts";

/** Leaves a check out where its refusal would tell that the user exists. */
export function unlessConcealed(check: Check): Check {
  return (parts, attempt) => {
    if (!concealsUsers(attempt.clientContext)) check(parts, attempt);
  };
}
