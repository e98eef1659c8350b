import { AwsError } from "../../core/errors.ts";
import type { ParameterReader, ReadParameter } from "../../core/ports/parameter-reader.ts";
import { contextOf } from "../../wire/pipeline.ts";
import type { ReadStored } from "../template/stored-parameter.ts";
import { onBehalfOf } from "./authorize.ts";
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
    assertMayRead(
      deps,
      actorRecord(deps, actor, stack).caller ?? actor.caller,
      deps.parameterReader.readingOf(name),
    );
    return deps.parameterReader.find(name, version);
  };
}

/** CFN-STORED @throws AwsError AccessDenied */
function assertMayRead(
  { authorization }: StoreRights,
  caller: Actor["caller"],
  question: ReturnType<ParameterReader["readingOf"]>,
): void {
  const keys = contextOf({}, question);
  const decision = authorization.decide({
    ...question,
    caller,
    context: () => ({ ...(typeof keys === "function" ? keys() : keys), ...onBehalfOf(caller) }),
  });
  if (decision.allowed) return;
  const error = new AwsError("AccessDenied", decision.message, 403);
  throw decision.why === undefined ? error : error.because(decision.why);
}
