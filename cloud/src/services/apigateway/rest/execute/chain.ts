import type { Why } from "../../../../core/why.ts";
import type { HttpResponse } from "../../../../wire/http.ts";
import { findRoute } from "../../shared/routing/trie.ts";
import { HEADERS_LIMIT_BYTES, METHOD_ARN_LIMIT_BYTES, PAYLOAD_LIMIT_BYTES } from "../constants.ts";
import type { ApiInvocation, Step, StepName } from "./invocation/api-invocation.ts";
import { REFUSALS, refuse } from "./invocation/refusal.ts";
import { traceAuthorized } from "./invocation/trace.ts";
import { refuseUnmatched } from "./routing/unmatched.ts";

/** The way of a call once its stage is known, in order. Each step ends it or lets it go on. */
export const CHAIN: readonly (readonly [name: StepName, step: Step])[] = [
  ["method", overrideMethod],
  ["route", matchRoute],
  ["size", limitSize],
  ["throttle", throttle],
  ["authorize", authorize],
  ["resource-policy", checkResourcePolicy],
  ["validate", validateRequest],
  ["integrate", integrate],
];

/** Runs the steps until one answers. */
export async function runChain(steps: typeof CHAIN, invocation: ApiInvocation): Promise<HttpResponse> {
  for (const [name, step] of steps) {
    invocation.step = name;
    invocation.watch.restart();
    const outcome = step(invocation);
    const response = outcome instanceof Promise ? await outcome : outcome;
    if (response !== undefined) return response;
  }
  throw new Error("No step answered the call.");
}

/** APIGW-1: nothing after this step runs unless the method's authorizer let the call pass. */
function authorize(invocation: ApiInvocation): Promise<undefined> | undefined {
  const outcome = invocation.route.authorize(invocation);
  if (outcome instanceof Promise) return outcome.then(() => traceAuthorized(invocation));
  return traceAuthorized(invocation);
}

/** APIGW-9: an API with a resource policy serves only what the policy allows by name. */
function checkResourcePolicy(invocation: ApiInvocation): Promise<undefined> | undefined {
  const outcome = invocation.stage.checkResourcePolicy?.(invocation);
  if (outcome instanceof Promise) return outcome.then(() => undefined);
  return undefined;
}

/** Hands the call to the method's integration. */
function integrate(invocation: ApiInvocation): Promise<HttpResponse> | HttpResponse {
  return invocation.route.integrate(invocation);
}

/**
 * APIGW-3: declared body, headers and method ARN stay within the documented limits. A body
 * without a declared length is measured while it is read.
 */
function limitSize(invocation: ApiInvocation): undefined {
  const { request } = invocation;
  if (Number(request.headers["content-length"] ?? 0) > PAYLOAD_LIMIT_BYTES) {
    throw refuse(REFUSALS.payloadTooLarge).because(tooLarge("body-too-large", PAYLOAD_LIMIT_BYTES));
  }
  const bytes = headerBytes(request.rawHeaders);
  if (bytes > HEADERS_LIMIT_BYTES) {
    throw refuse(REFUSALS.headersTooLarge).because(tooLarge("headers-too-large", HEADERS_LIMIT_BYTES, bytes));
  }
  const arnBytes =
    invocation.stage.arn.length + invocation.method.length + 1 + Buffer.byteLength(invocation.eventPath);
  if (arnBytes > METHOD_ARN_LIMIT_BYTES) {
    throw refuse(REFUSALS.uriTooLong).because(
      tooLarge("headers-too-large", METHOD_ARN_LIMIT_BYTES, arnBytes),
    );
  }
}

function tooLarge(reason: "body-too-large" | "headers-too-large", allowed: number, sent?: number): Why {
  return { rule: "APIGW-3", reason, asked: { bytes: allowed }, had: { bytes: sent } };
}

/** Names and values; node hands both over as Latin-1, one byte a character. */
function headerBytes(rawHeaders: readonly string[]): number {
  let bytes = 0;
  for (const text of rawHeaders) bytes += text.length;
  return bytes;
}

/** APIGW-2: a call without a resource and method ends here, whatever token it carries. */
function matchRoute(invocation: ApiInvocation): undefined {
  const match = findRoute(invocation.stage.root, invocation.method, invocation.pathInStage);
  if (match === undefined) throw refuseUnmatched(invocation);
  invocation.route = match.route;
  invocation.eventPath = match.path;
  invocation.pathParameters = match.parameters;
  invocation.pathValues = match.values;
}

const METHOD = /^[A-Z]{1,16}$/;

/**
 * X-HTTP-Method-Override names the method that is routed, authorized and handed on.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
function overrideMethod(invocation: ApiInvocation): undefined {
  const wanted = invocation.request.headers["x-http-method-override"];
  if (wanted !== undefined && METHOD.test(wanted)) invocation.method = wanted;
}

/** APIGW-4: a call beyond the method's rate and burst is answered 429 before anybody is asked who calls. */
function throttle(invocation: ApiInvocation): undefined {
  const { bucket } = invocation.route;
  if (bucket === undefined || bucket.take()) return;
  throw refuse(REFUSALS.throttled).because({
    rule: "APIGW-4",
    reason: "throttled",
    by: { rate: bucket.limits.rate, burst: bucket.limits.burst },
  });
}

/** APIGW-8: required parameters and the body's model are checked before the integration runs. */
function validateRequest(invocation: ApiInvocation): Promise<undefined> | undefined {
  const outcome = invocation.route.validate?.(invocation);
  if (outcome instanceof Promise) return outcome.then(() => undefined);
  return undefined;
}
