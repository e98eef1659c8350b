import type { Scope } from "../../../core/arns.ts";
import type { RoleCaller } from "../../../core/caller.ts";
import type { RoleFinder } from "../../../core/ports/credentials.ts";
import { roleSession as sessionOf } from "../../../core/role-session.ts";
import type { FunctionConfiguration } from "./function.ts";

/** The session that the function runs in, without its keys; undefined when its role is gone. */
export function roleSession(
  of: { readonly roles: RoleFinder; readonly scope: Scope },
  { role, functionName }: Pick<FunctionConfiguration, "role" | "functionName">,
): RoleCaller | undefined {
  return sessionOf(of, role, functionName);
}
