import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Asker, Question } from "../../../wire/operation.ts";
import type { SqsContext } from "../shared/context.ts";
import { missingParameter } from "../shared/errors.ts";
import { nameInUrl, queueArn } from "../shared/queue.ts";

/**
 * SQS-1: whether the caller's policies, or the queue's own, allow the action on the queue. Asked before
 * it is looked for: who may not, learns nothing of it.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
 */
export function queueQuestion(
  sqs: SqsContext,
  action: `sqs:${string}`,
  name: string,
  context: ConditionContext = {},
): Question {
  return {
    action,
    resource: queueArn(sqs.scope, name),
    resourcePolicy: sqs.queues.find(name)?.attributes["Policy"],
    context,
  };
}

/** The one question of most operations, on the queue that the input names by its address. */
export function onQueue<Input extends { readonly QueueUrl?: string }>(
  sqs: SqsContext,
  action: `sqs:${string}`,
  context?: (input: NoInfer<Input>) => ConditionContext,
): (input: Input, asker: Asker) => readonly Question[] {
  return (input) => {
    if (input.QueueUrl === undefined || input.QueueUrl === "") throw missingParameter("QueueUrl");
    return [queueQuestion(sqs, action, nameInUrl(input.QueueUrl, sqs.scope), context?.(input))];
  };
}
