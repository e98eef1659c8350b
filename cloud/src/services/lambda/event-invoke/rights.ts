import type { Decision } from "../../../core/ports/authorization.ts";
import type { FunctionConfiguration } from "../functions/function.ts";
import { parseReference } from "../functions/names.ts";
import { recordTakerOf } from "../functions/record-takers.ts";
import { roleSession } from "../functions/role-session.ts";
import { policyText } from "../policies/manager.ts";
import type { EventInvokeContext } from "./config.ts";

/** Whether a function may give records to another, or to what takes them: it does so under its own role. */
export function decideDelivery(
  lambda: EventInvokeContext,
  from: FunctionConfiguration,
  destination: string,
): Decision {
  const caller = roleSession(lambda, from);
  if (caller === undefined)
    return { allowed: false, message: `The role ${from.role} is gone.`, explanation: "" };
  // LAM-25: the function's role has to allow it, when the destination is set and for each record.
  const taker = recordTakerOf(destination);
  if (taker !== undefined) return taker.decide(lambda, caller, destination);
  const reference = parseReference(destination, "", lambda.scope);
  return lambda.authorization.decide({
    caller,
    action: "lambda:InvokeFunction",
    resource: destination,
    context: lambda.tagKeysOf(reference.name),
    resourcePolicy: policyText(lambda, reference),
  });
}
