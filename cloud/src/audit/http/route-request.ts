import type { CallingContext } from "../calling.ts";
import type { Route } from "../deployment/deployment.ts";
import { listAt, textAt } from "../deployment/json.ts";
import type { Answer, Sent } from "./send.ts";

/** What is put into a call of a route. */
export interface RouteCall {
  /** Value of the header that the authorizer reads; undefined sends none. */
  readonly token?: string | undefined;
  readonly method?: string;
  /** In place of the route's own, below the stage, as it goes out. */
  readonly path?: string;
  readonly headers?: readonly (readonly [string, string])[];
  /** In place of the body that a model refuses. */
  readonly body?: string;
  /** Address of another stage. */
  readonly base?: string;
}

/**
 * A call of a route that changes nothing if it is let through: places in the path hold names that nobody
 * has, and where the gateway checks bodies, the body is one that it refuses.
 */
export function callOf({ runId }: Pick<CallingContext, "runId">, route: Route, call: RouteCall = {}): Sent {
  const base = new URL(call.base ?? route.api.stages[0]?.url ?? "http://127.0.0.1");
  const body = call.body ?? bodyFor(route);
  const path = call.path ?? concretePath(route, runId);
  const hasType = call.headers?.some(([name]) => name.toLowerCase() === "content-type") === true;
  return {
    method: call.method ?? (route.method === "ANY" ? "GET" : route.method),
    origin: base.origin,
    path: `${base.pathname.replace(/\/$/, "")}${path}`,
    headers: [
      ...(call.token === undefined ? [] : ([[tokenHeader(route), call.token]] as const)),
      ...(body === undefined || hasType ? [] : ([["content-type", "application/json"]] as const)),
      ...(call.headers ?? []),
    ],
    ...(body === undefined ? {} : { body }),
  };
}

export function titleOf({ method, path }: Pick<Route, "method" | "path">): string {
  return `${method} ${path}`;
}

export function concretePath({ path }: Route, runId: string): string {
  const parts = path.split("/").map((part) => (part.startsWith("{") ? `portcullis-audit-${runId}` : part));
  return parts.join("/");
}

/** `method.request.header.Authorization` */
export function tokenHeader({ authorizer }: Route): string {
  const named = /(?:method\.request\.header\.|\$request\.header\.)([\w-]+)/i.exec(
    authorizer?.identitySource ?? "",
  );
  return named?.[1] ?? "Authorization";
}

function bodyFor(route: Route): string | undefined {
  return route.model === undefined ? undefined : refusedBody(route);
}

/** Answers whatever no other route answers. */
export function isCatchAll({ method, path }: Pick<Route, "method" | "path">): boolean {
  return path === "$default" || (method === "ANY" && path.endsWith("+}"));
}

/** A body that the route's model refuses; undefined where there may be none. */
export function refusedBody({ model }: Route): string | undefined {
  const type = textAt(model?.schema, "type");
  if (type === "object") return "[]";
  if (type !== "") return "{}";
  return listAt(model?.schema, "required").length > 0 ? "{}" : undefined;
}

/** AUDIT-11: whether a call that is let through does no harm; others get no token that is good. */
export function isHarmless({ target, declared }: CallingContext, route: Route): boolean {
  if (route.functionName === undefined || declared.safe.includes(titleOf(route))) return true;
  if (refusedBody(route) !== undefined) return true;
  // GET is safe by its definition (RFC 9110 §9.2.1); on AWS only what is declared is called.
  return target.kind === "local" && (route.method === "GET" || route.method === "HEAD");
}

/** What a gateway says where it lets nobody through. */
const REFUSALS: Readonly<Record<Route["guard"], readonly number[]>> = {
  NONE: [],
  COGNITO: [401],
  JWT: [401, 403],
  IAM: [403],
  FUNCTION: [401, 403],
};

/** Whether the gateway itself refused: before the function, and not by breaking. */
export function isRefused({ guard, needsKey }: Route, { status }: Answer): boolean {
  return REFUSALS[guard].includes(status) || (needsKey && status === 403);
}

/** Whether the answer is the gateway's own: a function never made it. */
export function isOfGateway({ headers }: Answer): boolean {
  return headers["x-amzn-errortype"] !== undefined;
}
