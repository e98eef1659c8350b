import type { Scope } from "../../../core/arns.ts";
import type { Authorization } from "../../../core/ports/authorization.ts";

/** What an operation needs to ask the policies. */
export interface IotAccess {
  readonly authorization: Authorization;
  readonly scope: Scope;
}
