import type { TraceEvent } from "../../core/ports/trace.ts";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import type { RingLimits } from "../ring.ts";
import { createCauses, createProbes, createTraceLog } from "../trace-log.ts";

export function anEvent(changes: Partial<TraceEvent> = {}): TraceEvent {
  return {
    request: "r1",
    service: "execute-api",
    operation: "GET /x",
    step: "route",
    verdict: "allow",
    ms: 0.25,
    ...changes,
  };
}

/** A refusal of an API's call. */
export function aDenial(changes: Partial<TraceEvent> = {}): TraceEvent {
  return anEvent({
    step: "authorize",
    verdict: "deny",
    why: { rule: "APIGW-6", reason: "api-token-missing", asked: { header: "Authorization" } },
    wire: { status: 401, code: "UnauthorizedException", message: "Unauthorized" },
    ...changes,
  });
}

export function aLog(limits?: RingLimits, toolLimits = limits) {
  const clock = new ManualClock();
  const causes = createCauses();
  const probes = createProbes();
  const bounds = {
    ...(limits && { limits }),
    ...(toolLimits && { toolLimits, consoleLimits: toolLimits }),
  };
  const log = createTraceLog({ clock, causes, probes, ...bounds });
  return { log, clock, causes, probes };
}
