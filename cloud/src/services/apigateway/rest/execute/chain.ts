import type { HttpResponse } from "../../../../wire/http.ts";
import type { ApiInvocation, Step, StepName } from "./invocation/api-invocation.ts";
import { authorize } from "./steps/authorize.ts";
import { checkResourcePolicy } from "./steps/check-resource-policy.ts";
import { integrate } from "./steps/integrate.ts";
import { limitSize } from "./steps/limit-size.ts";
import { matchRoute } from "./steps/match-route.ts";
import { overrideMethod } from "./steps/override-method.ts";
import { throttle } from "./steps/throttle.ts";
import { validateRequest } from "./steps/validate-request.ts";

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
