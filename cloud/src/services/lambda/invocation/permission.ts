import type { AdministratorCaller, RoleCaller, ServiceCaller } from "../../../core/caller.ts";
import type { Authorization, ConditionContext } from "../../../core/ports/authorization.ts";
import type { Why } from "../../../core/why.ts";
import { accessDenied } from "../shared/errors.ts";
import type { Target } from "./dispatcher.ts";

const DECISIONS_KEPT = 10_000;
const ALLOWED = "";

/** Evaluates once per caller; the answer is kept until the function changes. */
export function assertPermitted(authorization: Authorization, target: Target, caller: ServiceCaller): void {
  const key = `${caller.service} ${caller.sourceArn} ${caller.sourceAccount}`;
  let refusal = target.decisions.get(key);
  if (refusal === undefined) {
    // LAM-1: a service invokes only what the function's resource policy lets it.
    const decision = authorization.decide({
      caller,
      action: "lambda:InvokeFunction",
      resource: target.invokedArn,
      context: { "aws:SourceArn": caller.sourceArn, "aws:SourceAccount": caller.sourceAccount },
      resourcePolicy: target.policy,
    });
    refusal = decision.allowed ? ALLOWED : decision.message || "Access denied";
    if (target.decisions.size >= DECISIONS_KEPT) target.decisions.clear();
    target.decisions.set(key, refusal);
  }
  if (refusal !== ALLOWED) throw accessDenied(refusal).because(notInvocable(target.invokedArn, caller));
}

function notInvocable(functionArn: string, { service, sourceArn }: ServiceCaller): Why {
  return {
    rule: "LAM-1",
    reason: "function-not-invocable",
    asked: { action: "lambda:InvokeFunction", resource: functionArn },
    had: { service, source: sourceArn },
    by: { function: functionArn },
  };
}

interface SignedCall {
  readonly target: Target;
  readonly caller: RoleCaller | AdministratorCaller;
  readonly context: ConditionContext;
}

/** LAM-2: who acts from inside needs what the same caller needs over the network. */
export function assertCallerPermitted(
  authorization: Authorization,
  { target, caller, context }: SignedCall,
): void {
  const { allowed, message, why } = authorization.decide({
    caller,
    action: "lambda:InvokeFunction",
    resource: target.invokedArn,
    context,
    resourcePolicy: target.policy,
  });
  if (allowed) return;
  throw accessDenied(message).because(why);
}
