import type { People } from "../../core/ports/people.ts";
import type { KeptEvent } from "../../trace/kept-event.ts";
import { explain } from "../../trace/sentences/index.ts";
import type { NextRefusal, RefusalSeen } from "./events.ts";

export function isWanted(
  { service, operation, why }: KeptEvent,
  wanted: Omit<NextRefusal, "signal">,
): boolean {
  const had = { service, operation, rule: why?.rule, reason: why?.reason };
  return (Object.keys(had) as (keyof typeof had)[]).every(
    (name) => wanted[name] === undefined || wanted[name] === had[name],
  );
}

export function refusalOf(event: KeptEvent, people: People): RefusalSeen {
  const { request, at, service, operation = "", step, why, wire } = event;
  return {
    requestId: request,
    at,
    service,
    operation,
    step,
    rule: why?.rule,
    reason: why?.reason,
    sentence: explain(event, people).sentence,
    status: wire?.status,
    code: wire?.code,
    message: wire?.message,
  };
}
