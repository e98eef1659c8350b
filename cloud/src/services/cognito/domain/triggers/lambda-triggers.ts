import type { Scope } from "../../../../core/arns.ts";
import { AwsError } from "../../../../core/errors.ts";
import { functionError } from "../../../../core/function-error.ts";
import type { FunctionInvoker, InvocationOutcome } from "../../../../core/ports/function-invoker.ts";
import { invalidLambdaResponse, unexpectedLambda, userLambdaValidation } from "../../shared/errors.ts";
import type { CausingRequest } from "./causing-request.ts";
import { createEnvelope, parseReply } from "./envelope.ts";
import type { TriggerCall, TriggerName, Triggers } from "./triggers.ts";

export interface TriggersOptions {
  readonly functionInvoker: FunctionInvoker;
  readonly causingRequest: Pick<CausingRequest, "current">;
  readonly scope: Scope;
}

const WAIT_MS = 5_000;
const ATTEMPTS = 3;

/** Which setting of a pool holds the function of a trigger. */
export const FUNCTION_OF: Readonly<Record<TriggerName, (pool: TriggerCall["pool"]) => string | undefined>> = {
  PreSignUp: (pool) => pool.lambdaTriggers.preSignUp,
  PostConfirmation: (pool) => pool.lambdaTriggers.postConfirmation,
  PreAuthentication: (pool) => pool.lambdaTriggers.preAuthentication,
  PostAuthentication: (pool) => pool.lambdaTriggers.postAuthentication,
  PreTokenGeneration: (pool) => pool.lambdaTriggers.preTokenGeneration?.lambdaArn,
  CustomMessage: (pool) => pool.lambdaTriggers.customMessage,
  DefineAuthChallenge: (pool) => pool.lambdaTriggers.defineAuthChallenge,
  CreateAuthChallenge: (pool) => pool.lambdaTriggers.createAuthChallenge,
  VerifyAuthChallengeResponse: (pool) => pool.lambdaTriggers.verifyAuthChallengeResponse,
};

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html */
export function createTriggers({ functionInvoker, causingRequest, scope }: TriggersOptions): Triggers {
  const invoke = async (call: TriggerCall, functionArn: string): Promise<InvocationOutcome> => {
    const payload = JSON.stringify(createEnvelope(scope, call));
    const caller = {
      kind: "service",
      service: "cognito-idp.amazonaws.com",
      sourceArn: call.pool.arn,
      sourceAccount: scope.accountId,
    } as const;
    const cause = causingRequest.current();
    const invocation = {
      ...{ functionArn, payload, caller, waitMs: WAIT_MS, purpose: `${call.trigger} trigger` },
      ...(cause === undefined ? {} : { cause }),
    };
    let outcome: InvocationOutcome = { kind: "wait-exceeded" };
    // Only silence is asked again; a function that answered, even with an error, has answered.
    for (let attempt = 1; attempt <= ATTEMPTS && outcome.kind === "wait-exceeded"; attempt += 1) {
      outcome = await functionInvoker.invoke(invocation);
    }
    return outcome;
  };
  return {
    run: async (call) => {
      const functionArn = FUNCTION_OF[call.trigger](call.pool);
      if (functionArn === undefined) return undefined;
      return responseOf(call, functionArn, await invoke(call, functionArn));
    },
  };
}

/** COG-TRG-1: a trigger that fails, refuses or answers nonsense stops what it was asked about. */
function responseOf(
  call: TriggerCall,
  functionArn: string,
  outcome: InvocationOutcome,
): Readonly<Record<string, unknown>> {
  const by = { trigger: call.trigger, function: functionArn };
  switch (outcome.kind) {
    case "success":
      return replyOf(call, functionArn, outcome.payload);
    case "function-error":
      throw userLambdaValidation(
        `${call.trigger} failed with error ${errorMessageOf(outcome.payload)}.`,
      ).because({ rule: "COG-TRG-1", reason: "trigger-failed", by, had: functionError(outcome.payload) });
    case "refused":
      throw unexpectedLambda(`${call.trigger} invocation failed due to error ${outcome.code}.`).because({
        rule: "COG-TRG-1",
        reason: "trigger-not-invocable",
        by,
        had: { code: outcome.code },
      });
    case "wait-exceeded":
      throw unexpectedLambda(
        `${call.trigger} failed with error Socket timeout while invoking Lambda function.`,
      ).because({ rule: "COG-TRG-1", reason: "trigger-timed-out", by });
  }
}

function replyOf(call: TriggerCall, functionArn: string, payload: Buffer): Readonly<Record<string, unknown>> {
  try {
    return parseReply(call, payload);
  } catch (error) {
    const by = { trigger: call.trigger, function: functionArn };
    throw error instanceof AwsError ? error.knowing({ by }) : error;
  }
}

function errorMessageOf(payload: Buffer): string {
  try {
    const document: unknown = JSON.parse(payload.toString("utf8"));
    if (typeof document === "object" && document !== null && "errorMessage" in document) {
      return String(document.errorMessage);
    }
  } catch {
    throw invalidLambdaResponse();
  }
  return "null";
}
