import type { TraceEvent } from "../../../../../core/ports/trace.ts";
import type { Why } from "../../../../../core/why.ts";
import type { HttpResponse } from "../../../../../wire/http.ts";
import type { ApiInvocation } from "./api-invocation.ts";
import type { GatewayRefusal } from "./refusal.ts";

/** Service name of calls of deployed APIs, apart from the management API. */
const SERVICE = "execute-api";

/** One event when the authorizer let the call pass, one for its end. */
export function traceAuthorized(invocation: ApiInvocation): undefined {
  invocation.context.trace?.record({ ...common(invocation), step: "authorize", verdict: "allow" });
}

export function traceAnswer(invocation: ApiInvocation, { status }: HttpResponse): void {
  const { trace } = invocation.context;
  if (trace === undefined) return;
  const wire = { status, code: "", message: "" };
  if (status < 400) {
    const why = surprise(invocation);
    trace.record({
      ...common(invocation),
      step: invocation.step,
      verdict: "allow",
      ...(why === undefined ? {} : { why }),
      wire,
    });
    return;
  }
  const why: Why = {
    reason: "function-answered",
    had: { status },
    by: { api: invocation.apiId, function: invocation.functionArn },
  };
  const verdict = status < 500 ? "deny" : "error";
  trace.record({
    ...common(invocation),
    step: invocation.step,
    verdict,
    why,
    from: fromOf(invocation),
    wire,
  });
}

/** A yes that people ask about: the API has guarded routes, and an open greedy one took the call. */
function surprise(invocation: ApiInvocation): Why | undefined {
  const { apiId, claims, identity, eventPath, method, route, stage } = invocation;
  const isOpen = claims === undefined && identity === undefined && stage.api.authorizers.length > 0;
  if (!isOpen || method === "OPTIONS" || !route.resourcePath.endsWith("+}")) return undefined;
  return {
    reason: "served-by-open-greedy-route",
    asked: { path: `${method} ${eventPath}` },
    by: { api: apiId, route: `${route.httpMethod} ${route.resourcePath}` },
  };
}

/** @param status after the API's own gateway responses */
export function traceRefusal(invocation: ApiInvocation, refusal: GatewayRefusal, status: number): void {
  invocation.context.trace?.record({
    ...common(invocation),
    step: invocation.step,
    verdict: refusal.status < 500 ? "deny" : "error",
    ...(refusal.why === undefined ? {} : { why: withNames(refusal.why, invocation) }),
    from: fromOf(invocation),
    wire: { status, code: refusal.errorType, message: refusal.message },
  });
}

function withNames(why: Why, { apiId, functionArn }: ApiInvocation): Why {
  const names = functionArn === undefined ? { api: apiId } : { api: apiId, function: functionArn };
  return { ...why, by: { ...names, ...why.by } };
}

type Common = Pick<TraceEvent, "request" | "service" | "api" | "operation" | "who" | "ms">;

function common(invocation: ApiInvocation): Common {
  return {
    request: invocation.request.requestId,
    service: SERVICE,
    api: invocation.apiId,
    operation: operationOf(invocation),
    who: callerOf(invocation),
    ms: invocation.watch.lap(),
  };
}

/** The route once it is known, as the client wrote it before that; never the query. */
function operationOf({ method, routeIfFound, stageIfFound, pathInStage, target }: ApiInvocation): string {
  if (routeIfFound !== undefined) return `${method} ${routeIfFound.resourcePath}`;
  return `${method} ${stageIfFound === undefined ? target : pathInStage}`;
}

/** By what the token calls people: `username` of access tokens, `cognito:username` of ID tokens. */
function callerOf({ claims, identity, refusal }: ApiInvocation): string {
  if (identity !== undefined) return identity.userArn;
  const name = claims?.["username"] ?? claims?.["cognito:username"] ?? claims?.["client_id"];
  if (typeof name === "string") return name;
  const claimed = refusal?.why?.had?.["username"] ?? refusal?.why?.had?.["sub"];
  return typeof claimed === "string" ? claimed : "anonymous";
}

function fromOf({ request }: ApiInvocation): NonNullable<TraceEvent["from"]> {
  return { ip: request.sourceIp, userAgent: request.headers["user-agent"] ?? "" };
}
