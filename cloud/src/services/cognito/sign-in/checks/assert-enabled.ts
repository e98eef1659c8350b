import { userIsDisabled } from "../../errors.ts";
import type { Check } from "./check.ts";

/** COG-SIN-2: a disabled user does not sign in. */
export const assertEnabled: Check = (_parts, { user }) => {
  if (user?.enabled === false) throw userIsDisabled();
};
