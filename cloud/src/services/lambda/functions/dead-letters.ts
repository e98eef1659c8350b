import { invalidParameter } from "../shared/errors.ts";
import type { FunctionsContext } from "./context.ts";
import type { FunctionConfiguration } from "./function.ts";
import { recordTakerOf } from "./record-takers.ts";
import { roleSession } from "./role-session.ts";

/**
 * Whether the function's role may send what is left over to the queue or the topic.
 * @throws AwsError InvalidParameterValueException
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export function assertDeadLetters(
  lambda: FunctionsContext,
  targetArn: string,
  of: Pick<FunctionConfiguration, "role" | "functionName">,
): void {
  const taker = recordTakerOf(targetArn);
  if (taker?.takesDeadLetters !== true) {
    throw invalidParameter(
      `Invalid dead-letter target ${targetArn}: it has to be an SQS queue or an SNS topic.`,
    );
  }
  const caller = roleSession(lambda, of);
  // LAM-29: the function's role has to allow it, when the target is set and for each event.
  const decision = caller === undefined ? undefined : taker.decide(lambda, caller, targetArn);
  if (decision?.allowed !== true) {
    throw invalidParameter(
      `The provided execution role does not have permissions to call ${taker.call} on ${taker.service}`,
    ).because(decision?.why);
  }
  if (!taker.has(lambda, targetArn)) {
    throw invalidParameter(
      `The dead-letter target ${targetArn} is no standard queue or topic of this account and region.`,
    );
  }
}
