import type { TraceEvent, Why } from "../../../../core/ports/trace.ts";
import type { HttpResponse } from "../../../../wire/http.ts";
import type { Exchange } from "./exchange.ts";
import type { GatewayRefusal } from "./refusal.ts";

/** Service name of calls of deployed APIs, apart from the management API. */
const SERVICE = "execute-api";

/** One event when the authorizer let the call pass, one for its end. */
export function traceAuthorized(exchange: Exchange): undefined {
  exchange.context.trace?.record({ ...common(exchange), step: "authorize", verdict: "allow" });
}

export function traceAnswer(exchange: Exchange, { status }: HttpResponse): void {
  const { trace } = exchange.context;
  if (trace === undefined) return;
  const wire = { status, code: "", message: "" };
  if (status < 400) {
    trace.record({ ...common(exchange), step: exchange.step, verdict: "allow", wire });
    return;
  }
  const why: Why = { reason: "function-answered", had: { status }, by: { function: exchange.functionArn } };
  const verdict = status < 500 ? "deny" : "error";
  trace.record({ ...common(exchange), step: exchange.step, verdict, why, from: fromOf(exchange), wire });
}

/** @param status after the API's own gateway responses */
export function traceRefusal(exchange: Exchange, refusal: GatewayRefusal, status: number): void {
  exchange.context.trace?.record({
    ...common(exchange),
    step: exchange.step,
    verdict: refusal.status < 500 ? "deny" : "error",
    ...(refusal.why === undefined ? {} : { why: withFunction(refusal.why, exchange) }),
    from: fromOf(exchange),
    wire: { status, code: refusal.errorType, message: refusal.message },
  });
}

function withFunction(why: Why, { functionArn }: Exchange): Why {
  return functionArn === undefined ? why : { ...why, by: { function: functionArn, ...why.by } };
}

function common(exchange: Exchange): Pick<TraceEvent, "request" | "service" | "operation" | "who"> {
  return {
    request: exchange.request.requestId,
    service: SERVICE,
    operation: operationOf(exchange),
    who: callerOf(exchange),
  };
}

/** The route once it is known, as the client wrote it before that; never the query. */
function operationOf({ method, routeIfFound, stageIfFound, pathInStage, target }: Exchange): string {
  if (routeIfFound !== undefined) return `${method} ${routeIfFound.resourcePath}`;
  return `${method} ${stageIfFound === undefined ? target : pathInStage}`;
}

/** By what the token calls people: `username` of access tokens, `cognito:username` of ID tokens. */
function callerOf({ claims, identity, refusal }: Exchange): string {
  if (identity !== undefined) return identity.userArn;
  const name = claims?.["username"] ?? claims?.["cognito:username"] ?? claims?.["client_id"];
  if (typeof name === "string") return name;
  const claimed = refusal?.why?.had?.["username"] ?? refusal?.why?.had?.["sub"];
  return typeof claimed === "string" ? claimed : "anonymous";
}

function fromOf({ request }: Exchange): NonNullable<TraceEvent["from"]> {
  return { ip: request.sourceIp, userAgent: request.headers["user-agent"] ?? "" };
}
