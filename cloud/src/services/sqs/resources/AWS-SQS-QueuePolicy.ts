import type { ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { policyProvider } from "../../../core/properties/policy-resource.ts";
import { changeAttributes, queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { nameInUrl } from "../shared/queue.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html */
export function queuePolicyProvider(sqs: SqsContext): ResourceProvider {
  return policyProvider({
    type: "AWS::SQS::QueuePolicy",
    listedIn: "Queues",
    call: (QueueUrl) => ({ operation: "SetQueueAttributes", input: { QueueUrl } }),
    transaction: (work) => sqs.queues.transaction(work),
    put: (url, Policy) => changeAttributes(sqs, queueAt(sqs, url), { Policy }),
    takeAway: (url) => {
      const queue = sqs.queues.find(nameInUrl(url, sqs.scope));
      if (queue !== undefined) changeAttributes(sqs, queue, { Policy: "" });
    },
  });
}
