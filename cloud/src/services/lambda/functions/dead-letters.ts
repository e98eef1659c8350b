import { parseArn } from "../../../core/arns.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { FunctionsContext } from "./context.ts";
import type { FunctionConfiguration } from "./function.ts";
import { roleSession } from "./role-session.ts";

/**
 * Whether the function's role may send what is left over to the queue.
 * @throws AwsError InvalidParameterValueException
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export function assertDeadLetters(
  lambda: FunctionsContext,
  targetArn: string,
  of: Pick<FunctionConfiguration, "role" | "functionName">,
): void {
  const service = parseArn(targetArn)?.service ?? "";
  if (service !== "sqs") {
    throw invalidParameter(
      service === "sns"
        ? `The dead-letter target ${targetArn} is recognised but not supported by Portcullis: it has to be a queue. See docs/gaps.md.`
        : `Invalid dead-letter target ${targetArn}: it has to be an SQS queue or an SNS topic.`,
    );
  }
  const caller = roleSession(lambda, of);
  // LAM-29: the function's role has to allow it, when the queue is set and for each event.
  if (caller === undefined || !lambda.messageQueues.decide(caller, "sqs:SendMessage", targetArn).allowed) {
    throw invalidParameter(
      "The provided execution role does not have permissions to call SendMessage on SQS",
    );
  }
  if (lambda.messageQueues.find(targetArn)?.isFifo !== false) {
    throw invalidParameter(
      `The dead-letter target ${targetArn} is no standard queue of this account and region.`,
    );
  }
}
