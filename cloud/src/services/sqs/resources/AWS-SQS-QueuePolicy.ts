import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
  Value,
} from "../../../core/ports/resource-provider.ts";
import { textsProperty } from "../../../core/properties/property-values.ts";
import { changeAttributes, queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { nameInUrl } from "../shared/queue.ts";

const NAME_LENGTH = 255;

/**
 * Puts one policy on several queues; the last of several resources for one queue counts.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queuepolicy.html
 */
export function queuePolicyProvider(sqs: SqsContext): ResourceProvider {
  const put = (properties: Properties): void => {
    const Policy = policyText(properties["PolicyDocument"] ?? null);
    for (const url of urlsOf(properties)) changeAttributes(sqs, queueAt(sqs, url), { Policy });
  };
  const takeAway = (urls: readonly string[]): void => {
    for (const url of urls) {
      const queue = sqs.queues.find(nameInUrl(url, sqs.scope));
      if (queue !== undefined) changeAttributes(sqs, queue, { Policy: "" });
    }
  };
  return {
    type: "AWS::SQS::QueuePolicy",
    properties: { PolicyDocument: true, Queues: true },
    required: ["PolicyDocument", "Queues"],
    replaceOn: [],
    untagged: true,
    calls: (_context, change) => {
      const urls =
        change.kind === "update"
          ? [...urlsOf(change.before), ...urlsOf(change.after)]
          : urlsOf(change.properties);
      return [...new Set(urls)].map((QueueUrl) => ({ operation: "SetQueueAttributes", input: { QueueUrl } }));
    },
    create: async (context, properties) =>
      context.commit(() => {
        sqs.queues.transaction(() => put(properties));
        return provisioned(context.generateName({ maxLength: NAME_LENGTH }));
      }),
    update: async (_context, physicalId, before, after) => {
      const kept = urlsOf(after);
      sqs.queues.transaction(() => {
        takeAway(urlsOf(before).filter((url) => !kept.includes(url)));
        put(after);
      });
      return provisioned(physicalId);
    },
    delete: async (_context, _physicalId, properties) => {
      sqs.queues.transaction(() => takeAway(urlsOf(properties)));
    },
  };
}

const provisioned = (physicalId: string): ProvisionedResource => ({
  physicalId,
  attributes: { Id: physicalId },
});

function urlsOf(properties: Properties): readonly string[] {
  return textsProperty(properties, "Queues");
}

function policyText(document: Value): string {
  return typeof document === "string" ? document : JSON.stringify(document);
}
