import { logDate } from "../../../../../core/log-date.ts";
import { renderClaims } from "../event/event.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";

/** Facts known only when the call has been answered, for access logs. */
export interface Outcome {
  readonly status: number;
  readonly responseLength: number;
  /** Milliseconds. */
  readonly responseLatency: number;
}

type Variable = (invocation: ApiInvocation, outcome: Outcome | undefined) => string | number | undefined;

/** `$context.<name>` by name. */
const VARIABLES: ReadonlyMap<string, Variable> = new Map<string, Variable>([
  ["accountId", (it) => it.context.scope.accountId],
  ["apiId", (it) => it.apiId],
  ["awsEndpointRequestId", (it) => it.request.requestId],
  ["deploymentId", (it) => it.stageIfFound?.deploymentId],
  ["domainName", (it) => it.stageIfFound?.domainName],
  ["domainPrefix", (it) => it.apiId],
  ["error.message", (it) => it.refusal?.message],
  ["error.messageString", (it) => quoted(it.refusal?.message)],
  ["error.responseType", (it) => it.refusal?.type],
  ["error.validationErrorString", (it) => it.refusal?.detail],
  ["extendedRequestId", (it) => it.extendedRequestId],
  ["httpMethod", (it) => it.method],
  ["identity.accessKey", (it) => it.identity?.accessKey],
  ["identity.accountId", (it) => it.identity?.accountId],
  ["identity.caller", (it) => it.identity?.caller],
  ["identity.sourceIp", (it) => it.request.sourceIp],
  ["identity.user", (it) => it.identity?.caller],
  ["identity.userAgent", (it) => it.request.headers["user-agent"]],
  ["identity.userArn", (it) => it.identity?.userArn],
  ["integration.latency", (it) => it.integrationLatency],
  ["integration.status", (it) => it.integrationStatus],
  ["integrationLatency", (it) => it.integrationLatency],
  ["integrationStatus", (it) => it.integrationStatus],
  ["path", (it) => it.target],
  ["protocol", () => "HTTP/1.1"],
  ["requestId", (it) => it.request.requestId],
  ["requestTime", (it) => logDate(it.startedAt)],
  ["requestTimeEpoch", (it) => it.startedAt],
  ["resourceId", (it) => it.routeIfFound?.resourceId],
  ["resourcePath", (it) => it.routeIfFound?.resourcePath],
  ["responseLatency", (_, outcome) => outcome?.responseLatency],
  ["responseLength", (_, outcome) => outcome?.responseLength],
  ["stage", (it) => it.stageIfFound?.stage.stageName],
  ["status", (_, outcome) => outcome?.status],
  ["xrayTraceId", (it) => it.traceRoot.slice("Root=".length)],
]);

const CLAIM_PREFIX = "authorizer.claims.";

/** Value of `$context.<name>`; undefined when there is none. */
export function contextVariable(
  invocation: ApiInvocation,
  name: string,
  outcome?: Outcome,
): string | number | undefined {
  if (name.startsWith(CLAIM_PREFIX)) {
    const claim = name.slice(CLAIM_PREFIX.length);
    return invocation.claims === undefined ? undefined : renderClaims(invocation.claims)[claim];
  }
  return VARIABLES.get(name)?.(invocation, outcome);
}

/** Value of `method.request.<place>.<name>`; undefined when the call has none. */
export function requestParameter(invocation: ApiInvocation, reference: string): string | undefined {
  const [place = "", ...rest] = reference.split(".");
  const name = rest.join(".");
  if (place === "header") return invocation.request.headers[name.toLowerCase()];
  if (place === "querystring") return invocation.query.single?.[name];
  if (place === "path") return invocation.pathParameters?.[name];
  return undefined;
}

function quoted(text: string | undefined): string | undefined {
  return text === undefined ? undefined : JSON.stringify(text);
}
