import type { Trace } from "../../../core/ports/trace.ts";
import type { Refusal } from "../../../store/outbox.ts";
import { SERVICE_PRINCIPAL } from "../shared/constants.ts";
import type { Delivery } from "./outgoing.ts";

/** One event for a delivery that is not made, or for a dead letter that is lost. */
export function traceRefused(
  trace: Trace,
  { eventId, ruleName, target }: Delivery,
  { step, error }: Refusal,
): void {
  const { code, message, status, why } = error;
  trace.record({
    request: eventId,
    service: "events",
    operation: ruleName,
    step,
    verdict: "deny",
    who: target.RoleArn ?? SERVICE_PRINCIPAL,
    ms: 0,
    ...(why === undefined ? {} : { why }),
    wire: { status, code, message },
  });
}
