import type { Caller } from "../core/caller.ts";
import type { AwsError } from "../core/errors.ts";
import type { Trace, TraceEvent } from "../core/ports/trace.ts";
import type { Why } from "../core/why.ts";
import type { AwsCall } from "./aws-call.ts";

/** What the events of one service's calls have in common. */
export interface TracedService {
  /** Name in AWS's models, e.g. `cognito-idp`. */
  readonly name: string;
  readonly trace: Trace;
}

/** One event for each question that the policies allowed: member by member, as this runs for every call. */
export function traceAllowed(
  { name, trace }: TracedService,
  { request, route, watch, caller }: AwsCall,
): void {
  const event: TraceEvent = {
    request: request.requestId,
    service: name,
    operation: route.name,
    ms: watch.lap(),
    step: "authorize",
    verdict: "allow",
    who: nameOf(caller),
    key: "accessKeyId" in caller ? caller.accessKeyId : "",
  };
  trace.record(event);
}

export function traceServed({ name, trace }: TracedService, call: AwsCall): void {
  trace.record({ ...common(name, call), step: "run", verdict: "allow", who: actorOf(call) });
}

interface Note {
  readonly why: Why;
  readonly verdict: "allow" | "error";
}

/** What an operation has to say of a call that passes. */
export function traceNote({ name, trace }: TracedService, call: AwsCall, { why, verdict }: Note): void {
  trace.record({
    ...common(name, call),
    step: call.step,
    verdict,
    why,
    who: call.caller.kind === "anonymous" ? (claimedName({ why }) ?? actorOf(call)) : nameOf(call.caller),
  });
}

export function traceRefused({ name, trace }: TracedService, call: AwsCall, error: AwsError): void {
  const { request, caller } = call;
  trace.record({
    ...common(name, call),
    step: call.step,
    verdict: error.status >= 500 ? "error" : "deny",
    ...(error.why === undefined ? {} : { why: error.why }),
    who: claimedName(error) ?? actorOf(call),
    ...keyOf(caller),
    from: { ip: request.sourceIp, userAgent: request.headers["user-agent"] ?? "" },
    wire: { status: error.status, code: error.code, message: error.message },
  });
}

type Common = Pick<TraceEvent, "request" | "service" | "operation" | "ms">;

function common(service: string, { request, route, watch }: AwsCall): Common {
  const { requestId } = request;
  const ms = watch.lap();
  if (route.name === "") return { request: requestId, service, ms };
  return { request: requestId, service, operation: route.name, ms };
}

export function nameOf(caller: Caller): string {
  return "arn" in caller ? caller.arn : caller.kind;
}

/** The person whose token a call showed, else who signed it. */
function actorOf({ caller, person }: AwsCall): string {
  return person ?? nameOf(caller);
}

/** Whom an unsigned call was about, where the line that decided knows. */
function claimedName({ why }: Pick<AwsError, "why">): string | undefined {
  const name = why?.had?.["username"];
  return typeof name === "string" && name !== "" ? name : undefined;
}

/** The verified key tells which request is behind the call, or that the console is. */
function keyOf(caller: Caller): { readonly key?: string } {
  return "accessKeyId" in caller ? { key: caller.accessKeyId } : {};
}
