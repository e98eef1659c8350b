import type { ReadParameter } from "../../core/ports/parameter-reader.ts";
import type { ReadStored } from "../template/stored-parameter.ts";
import { assertMay } from "./authorize.ts";
import { type Actor, actorRecord } from "./service-role.ts";
import type { EngineDeps } from "./stack-operation.ts";

/** What decides whether a parameter of the Parameter Store may be read for somebody. */
type StoreRights = Pick<EngineDeps, "authorization" | "parameterReader" | "roles" | "scope">;

/**
 * CFN-STORED: a template has the value of a parameter of the Parameter Store only for a caller, or a
 * role of the stack, that may read it.
 */
export function storedReader(
  deps: StoreRights,
  actor: Actor,
  stack: { readonly roleArn: string | undefined } | undefined,
): ReadStored {
  return (name, version): ReadParameter | undefined => {
    const caller = actorRecord(deps, actor, stack).caller ?? actor.caller;
    assertMay(deps.authorization, caller, deps.parameterReader.readingOf(name));
    return deps.parameterReader.find(name, version);
  };
}
