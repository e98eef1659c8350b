import type { FunctionReason, TriggerReason } from "../../core/reasons.ts";
import type { EventView, Phraser } from "./view.ts";
import { argument, oneSentence, resourceName } from "./words.ts";

/** Functions and what their callers make of them: LAM-1, LAM-7, LAM-20 to LAM-22, APIGW-1. */
export const FUNCTION_PHRASES: Readonly<Record<FunctionReason, Phraser>> = {
  "function-threw": (view) => ({
    decided: `${fn(view)} threw ${view.text("had", "type")}: ${oneSentence(view.text("had", "message"))}`,
    would: "look into its log",
    next: logs(view),
  }),
  "function-answered": (view) => ({
    decided: `the gateway let it pass; ${fn(view) || "the integration"} itself answered ${view.text("had", "status")}`,
    would: "look into its log",
    next: logs(view),
  }),
  "function-timed-out": (view) => ({
    decided: `${fn(view)} ran longer than its Timeout${view.has("by", "seconds") ? ` of ${view.text("by", "seconds")} s` : ""}`,
    would: "raise Timeout, or do less",
    next: logs(view),
  }),
  "function-answer-malformed": (view) => ({
    decided: `${fn(view)} answered what is no proxy response: ${view.text("had", "fault")}`,
    would: "return statusCode, headers, body",
    next: logs(view),
  }),
  "function-not-invocable": (view) => ({
    decided: `${view.text("had", "service")} may not invoke ${fn(view)}: no statement of its policy fits ${view.text("had", "source")}`,
    ...(view.has("had", "for") ? { brief: "no statement of the function's policy lets it in" } : {}),
    would: "add an AWS::Lambda::Permission",
    next: `aws lambda get-policy --function-name ${argument(fn(view))}`,
  }),
  "url-unknown": (view) => ({
    decided: `no function has the URL ${view.text("had", "url")}`,
    would: "call one that there is",
    next: "aws lambda list-function-url-configs --function-name <function>",
  }),
  "url-wants-signature": (view) => ({
    decided: `the URL of ${fn(view)} has AuthType AWS_IAM; the call has no AWS signature`,
    would: "sign it for lambda",
  }),
  "url-not-open": (view) => ({
    decided: `no statement of ${fn(view)} lets everybody ${view.text("asked", "action").replace("lambda:", "")} by its URL`,
    would: "add the AWS::Lambda::Permission",
    next: `aws lambda get-policy --function-name ${argument(fn(view))}`,
  }),
  "function-missing": (view) => ({
    decided: `there is no function ${fn(view)}`,
    would: "deploy it, or correct its ARN",
    next: "aws lambda list-functions",
  }),
  "function-busy": (view) => ({
    decided: `${fn(view)} has ${view.text("by", "limit")} concurrent runs, and all are busy`,
    would: "wait, or raise ReservedConcurrentExecutions",
  }),
  "function-refused": (view) => ({
    decided: `Lambda did not run ${fn(view)}: ${view.text("had", "code")}`,
    would: "look at the call before it",
  }),
  "function-call-stalled": (view) => ({
    decided: `a call of ${fn(view)} gets no answer though nothing keeps it from one (${view.text("had", "state")})`,
    would: "this is a fault of Portcullis or of the runtime: please report it with this line",
    next: logs(view),
  }),
  "integration-timeout": (view) => ({
    decided: `${fn(view)} ran past the ${view.text("by", "milliseconds")} ms that the route waits`,
    would: "do less, or answer first and work later",
    next: logs(view),
  }),
};

/** Triggers of a user pool: COG-TRG-1, COG-TRG-2. */
export const TRIGGER_PHRASES: Readonly<Record<TriggerReason, Phraser>> = {
  "trigger-failed": (view) => ({
    decided: `trigger ${view.text("by", "trigger")} (${fn(view)}) failed: ${view.text("had", "message")}`,
    would: "look into its log",
    next: logs(view),
  }),
  "trigger-timed-out": (view) => ({
    decided: `trigger ${view.text("by", "trigger")} (${fn(view)}) took more than the 5 s that Cognito waits`,
    would: "less work, or more memory",
    next: logs(view),
  }),
  "trigger-not-invocable": (view) => ({
    decided: `the pool may not invoke ${fn(view)} as ${view.text("by", "trigger")}: ${view.text("had", "code")}`,
    would: "add an AWS::Lambda::Permission for the pool's ARN",
    next: `aws lambda get-policy --function-name ${argument(fn(view))}`,
  }),
  "trigger-answer-malformed": (view) => ({
    decided: `trigger ${view.text("by", "trigger")} (${fn(view)}) did not return the event as Cognito takes it`,
    would: "return the event",
    next: logs(view),
  }),
};

function fn(view: EventView): string {
  return resourceName(view.text("by", "function"));
}

function logs(view: EventView): string {
  return `npx portcullis logs ${argument(fn(view))}`;
}
