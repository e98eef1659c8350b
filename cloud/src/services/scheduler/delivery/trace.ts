import type { Trace, TraceEvent } from "../../../core/ports/trace.ts";
import type { Refusal } from "../../../store/outbox.ts";
import type { Invocation } from "../shared/invocation.ts";

/** One event for an invocation that is not made, or for a dead letter that is lost. */
export function traceRefused(trace: Trace, invocation: Invocation, { step, error }: Refusal): void {
  const { code, message, status, why } = error;
  trace.record({
    ...common(invocation),
    step,
    verdict: "deny",
    ...(why === undefined ? {} : { why }),
    wire: { status, code, message },
  });
}

/** One event for an invocation that its target took. */
export function traceDelivered(trace: Trace, invocation: Invocation): void {
  trace.record({
    ...common(invocation),
    verdict: "allow",
    wire: { status: 200, code: "", message: "" },
  });
}

function common({ executionId, name, target }: Invocation): Omit<TraceEvent, "verdict"> {
  return {
    ...{ request: executionId, service: "scheduler", operation: name, step: "deliver" },
    ...{ who: target.RoleArn, ms: 0 },
  };
}
