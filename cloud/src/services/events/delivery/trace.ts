import type { Trace, TraceEvent } from "../../../core/ports/trace.ts";
import type { Refusal } from "../../../store/outbox.ts";
import { SERVICE_PRINCIPAL } from "../shared/constants.ts";
import type { Delivery } from "../shared/outgoing.ts";

/** One event for a delivery that is not made, or for a dead letter that is lost. */
export function traceRefused(trace: Trace, delivery: Delivery, { step, error }: Refusal): void {
  const { code, message, status, why } = error;
  trace.record({
    ...common(delivery),
    step,
    verdict: "deny",
    ...(why === undefined ? {} : { why }),
    wire: { status, code, message },
  });
}

/** One event for a delivery that was made at a time of the rule's schedule. */
export function traceDelivered(trace: Trace, delivery: Delivery): void {
  trace.record({ ...common(delivery), verdict: "allow", wire: { status: 200, code: "", message: "" } });
}

function common({ eventId, ruleName, target }: Delivery): Omit<TraceEvent, "verdict"> {
  return {
    ...{ request: eventId, service: "events", operation: ruleName, step: "deliver" },
    ...{ who: target.RoleArn ?? SERVICE_PRINCIPAL, ms: 0 },
  };
}
