import type {
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
  Value,
} from "../../../core/ports/resource-provider.ts";
import {
  flagProperty,
  givenTags,
  tagChanges,
  tagsProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import { changeAttributes, changeTags, createQueue, deleteQueue, queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { queueNameExists } from "../shared/errors.ts";
import { nameInUrl, type Queue, queueArn, queueUrl } from "../shared/queue.ts";

/** Properties that are attributes of the API under the same name. */
const ATTRIBUTES = [
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "DelaySeconds",
  "FifoQueue",
  "FifoThroughputLimit",
  "KmsDataKeyReusePeriodSeconds",
  "KmsMasterKeyId",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "ReceiveMessageWaitTimeSeconds",
  "RedriveAllowPolicy",
  "RedrivePolicy",
  "SqsManagedSseEnabled",
  "VisibilityTimeout",
] as const;

/** What holds again once a property is taken out of the template. */
const DEFAULTS: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: "false",
  DeduplicationScope: "queue",
  DelaySeconds: "0",
  FifoThroughputLimit: "perQueue",
  KmsDataKeyReusePeriodSeconds: "300",
  KmsMasterKeyId: "",
  MaximumMessageSize: "1048576",
  MessageRetentionPeriod: "345600",
  ReceiveMessageWaitTimeSeconds: "0",
  RedriveAllowPolicy: "",
  RedrivePolicy: "",
  SqsManagedSseEnabled: "true",
  VisibilityTimeout: "30",
};

const LONGEST_NAME = 80;
const SUFFIX = ".fifo";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sqs-queue.html */
export function queueProvider(sqs: SqsContext): ResourceProvider {
  const provisioned = (name: string): ProvisionedResource => {
    const url = queueUrl(sqs.endpoints, sqs.scope, name);
    return {
      physicalId: url,
      attributes: { Arn: queueArn(sqs.scope, name), QueueName: name, QueueUrl: url },
    };
  };
  const find = (url: string): Queue | undefined => sqs.queues.find(nameInUrl(url, sqs.scope));
  return {
    type: "AWS::SQS::Queue",
    properties: {
      ...Object.fromEntries(ATTRIBUTES.map((name) => [name, true as const])),
      QueueName: true,
      Tags: { Key: true, Value: true },
    },
    required: [],
    replaceOn: ["FifoQueue", "QueueName"],
    calls: (context, change) => {
      if (change.kind === "create") {
        const { properties } = change;
        const tags = givenTags(context.tags, properties);
        return [{ operation: "CreateQueue", input: { QueueName: nameOf(context, properties), tags } }];
      }
      const input = { QueueUrl: change.physicalId };
      if (change.kind === "delete") return [{ operation: "DeleteQueue", input }];
      const { before, after } = change;
      const { tags, keys } = tagChanges(find(change.physicalId)?.tags ?? {}, givenTags(context.tags, after));
      const isChanged = JSON.stringify(attributesOf(before)) !== JSON.stringify(attributesOf(after));
      return [
        ...(isChanged ? [{ operation: "SetQueueAttributes", input }] : []),
        ...(Object.keys(tags).length === 0
          ? []
          : [{ operation: "TagQueue", input: { ...input, Tags: tags } }]),
        ...(keys.length === 0 ? [] : [{ operation: "UntagQueue", input: { ...input, TagKeys: keys } }]),
      ];
    },
    create: async (context, properties) => {
      const name = nameOf(context, properties);
      return context.commit(() => {
        // The API takes the same queue twice; a stack does not take over what is not its own.
        if (sqs.queues.find(name) !== undefined) throw queueNameExists("QueueName");
        createQueue(sqs, {
          name,
          attributes: attributesOf(properties),
          tags: { ...context.tags, ...tagsProperty(properties) },
        });
        return provisioned(name);
      });
    },
    update: async (context, url, before, after) => {
      const [old, given] = [attributesOf(before), attributesOf(after)];
      const hasKey = given["KmsMasterKeyId"] !== undefined;
      const gone = Object.keys(old).filter(
        // Under a key the encryption of SQS is off by itself.
        (name) => !Object.hasOwn(given, name) && !(hasKey && name === "SqsManagedSseEnabled"),
      );
      const reset = gone.map((name) => [name, DEFAULTS[name] ?? ""]);
      // CFN-ASKED: what the template leaves as it was is not set again.
      const changed = Object.entries(given).filter(([name, value]) => old[name] !== value);
      sqs.queues.transaction(() => {
        changeAttributes(sqs, queueAt(sqs, url), Object.fromEntries([...reset, ...changed]));
        changeTags(sqs, queueAt(sqs, url), { ...context.tags, ...tagsProperty(after) });
      });
      return provisioned(nameInUrl(url, sqs.scope));
    },
    delete: async (_context, url) => {
      const queue = find(url);
      // CloudFormation on AWS waits until the name is free again: nothing is remembered of it.
      if (queue !== undefined) deleteQueue(sqs, queue, false);
    },
  };
}

function nameOf(context: ResourceContext, properties: Properties): string {
  const given = textProperty(properties, "QueueName");
  if (given !== undefined) return given;
  if (flagProperty(properties, "FifoQueue") !== true)
    return context.generateName({ maxLength: LONGEST_NAME });
  return context.generateName({ maxLength: LONGEST_NAME - SUFFIX.length }) + SUFFIX;
}

/** The attributes of the API that the properties say. */
function attributesOf(properties: Properties): Record<string, string> {
  const given = ATTRIBUTES.flatMap((name): [string, string][] => {
    const value = properties[name];
    if (value === undefined || value === null) return [];
    // A template says of a queue that is none that it is none; the API has no word for it.
    if (name === "FifoQueue" && flagProperty(properties, name) !== true) return [];
    return [[name, textOf(value)]];
  });
  return Object.fromEntries(given);
}

function textOf(value: Value): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
