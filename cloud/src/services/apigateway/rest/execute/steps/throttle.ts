import type { ApiInvocation } from "../invocation/api-invocation.ts";
import { REFUSALS, refuse } from "../invocation/refusal.ts";

/** APIGW-4: a call beyond the method's rate and burst is answered 429 before anybody is asked who calls. */
export function throttle(invocation: ApiInvocation): undefined {
  const { bucket } = invocation.route;
  if (bucket === undefined || bucket.take()) return;
  throw refuse(REFUSALS.throttled).because({
    rule: "APIGW-4",
    reason: "throttled",
    by: { rate: bucket.limits.rate, burst: bucket.limits.burst },
  });
}
