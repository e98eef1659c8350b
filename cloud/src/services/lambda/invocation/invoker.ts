import type { Scope } from "../../../core/arns.ts";
import type { AdministratorCaller, RoleCaller, ServiceCaller } from "../../../core/caller.ts";
import { Stopwatch, type Timers } from "../../../core/clock.ts";
import { AwsError } from "../../../core/errors.ts";
import { functionErrorWhy } from "../../../core/function-error.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Authorization, ConditionContext } from "../../../core/ports/authorization.ts";
import type {
  FunctionInvocation,
  FunctionInvoker,
  InvocationOutcome,
} from "../../../core/ports/function-invoker.ts";
import type { Trace } from "../../../core/ports/trace.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { Why } from "../../../core/why.ts";
import type { InvocationResult } from "../environments/invocation-run.ts";
import { type FunctionReference, parseReference } from "../functions/names.ts";
import { REQUEST_LIMIT_BYTES } from "../shared/constants.ts";
import { accessDenied, functionNotFound, requestTooLarge } from "../shared/errors.ts";
import type { Dispatcher, Target } from "./dispatcher.ts";

interface Options {
  readonly dispatcher: Dispatcher;
  readonly authorization: Authorization;
  readonly scope: Scope;
  /** Condition keys of the tags of the function of that name. */
  readonly tagKeysOf: (name: string) => ConditionContext;
  readonly timers: Timers;
  readonly randomness: Pick<Randomness, "uuid">;
  readonly trace?: Trace;
  readonly logger: Logger;
}

const REFERENCES_KEPT = 1000;

/** What API Gateway and Cognito call functions through. */
export function createInvoker(options: Options): FunctionInvoker {
  const references = new Map<string, FunctionReference>();
  const referenceOf = (arn: string): FunctionReference => {
    const known = references.get(arn);
    if (known !== undefined) return known;
    const parsed = parseReference(arn, "", options.scope);
    if (references.size >= REFERENCES_KEPT) references.clear();
    references.set(arn, parsed);
    return parsed;
  };

  const run = async (invocation: FunctionInvocation, requestId: string): Promise<InvocationResult> => {
    const { functionArn, caller, payload, cause } = invocation;
    const reference = referenceOf(functionArn);
    const target = options.dispatcher.find(reference);
    if (target === undefined) throw functionNotFound(functionArn);
    const { authorization, tagKeysOf } = options;
    if (caller.kind === "service") assertPermitted(authorization, target, caller);
    else assertCallerPermitted(authorization, { target, caller, context: tagKeysOf(reference.name) });
    if (payload.length > REQUEST_LIMIT_BYTES || Buffer.byteLength(payload) > REQUEST_LIMIT_BYTES) {
      throw requestTooLarge();
    }
    return options.dispatcher.invoke(target, { payload, requestId, cause });
  };

  return {
    invoke: async (invocation) => {
      const requestId = options.randomness.uuid();
      const watch = new Stopwatch();
      const outcome = run(invocation, requestId)
        .then(toOutcome, (error: unknown) => toRefusal(error, invocation, options.logger))
        .then((settled) => traced(options.trace, { invocation, requestId, watch }, settled));
      if (invocation.waitMs === undefined) return outcome;
      return withTimeout(outcome, invocation.waitMs, options.timers);
    },
  };
}

function toOutcome({ functionError, payload }: InvocationResult): InvocationOutcome {
  return { kind: functionError ? "function-error" : "success", payload };
}

function toRefusal(error: unknown, { functionArn }: FunctionInvocation, logger: Logger): InvocationOutcome {
  if (error instanceof AwsError) {
    const { code, message } = error;
    return { kind: "refused", code, message, why: refusedWhy(error, functionArn) };
  }
  logger.error({ err: error }, "An invocation failed unexpectedly.");
  return { kind: "refused", code: "ServiceException", message: "An internal error occurred." };
}

function refusedWhy({ why, code }: AwsError, functionArn: string): Why {
  const by = { function: functionArn };
  if (why !== undefined) return { ...why, by: { ...why.by, ...by } };
  const reason = code === "ResourceNotFoundException" ? "function-missing" : "function-refused";
  return { reason, had: { code }, by };
}

interface Traced {
  readonly invocation: FunctionInvocation;
  readonly requestId: string;
  readonly watch: Stopwatch;
}

/** One event for each run, under the request that caused it. */
function traced(
  trace: Trace | undefined,
  { invocation: { functionArn, cause, purpose, caller }, requestId, watch }: Traced,
  outcome: InvocationOutcome,
): InvocationOutcome {
  const common = {
    request: requestId,
    ...(cause === undefined ? {} : { parent: cause }),
    service: "lambda",
    operation: nameOf(functionArn),
    who: caller.kind === "service" ? caller.service : caller.arn,
    ms: watch.lap(),
  };
  const step = purpose ?? "run";
  if (outcome.kind === "success") trace?.record({ ...common, step, verdict: "allow" });
  if (outcome.kind === "function-error") {
    trace?.record({
      ...common,
      step,
      verdict: "error",
      why: functionErrorWhy(functionArn, outcome.payload),
    });
  }
  if (outcome.kind === "refused") {
    const { why, code, message } = outcome;
    const wire = { status: 400, code, message };
    trace?.record({
      ...common,
      step: "invoke",
      verdict: "deny",
      ...(why === undefined ? {} : { why }),
      wire,
    });
  }
  return outcome;
}

/** `arn:…:function:Name[:alias]` → `Name`. */
function nameOf(functionArn: string): string {
  return functionArn.split(":")[6] ?? functionArn;
}

function withTimeout(
  outcome: Promise<InvocationOutcome>,
  waitMs: number,
  timers: Timers,
): Promise<InvocationOutcome> {
  return new Promise((resolve) => {
    const cancel = timers.after(waitMs, () => resolve({ kind: "wait-exceeded" }));
    void outcome.then((answer) => {
      cancel();
      resolve(answer);
    });
  });
}

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
