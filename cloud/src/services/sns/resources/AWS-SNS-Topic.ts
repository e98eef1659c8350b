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
  mapsProperty,
  requiredTextProperty,
  tagChanges,
  tagsProperty,
  textProperty,
} from "../../../core/properties/property-values.ts";
import { callerName } from "../../../iam/policies/denial.ts";
import type { SnsContext } from "../shared/context.ts";
import { invalidBecause } from "../shared/errors.ts";
import { nameInArn, type Topic, topicArn } from "../shared/topic.ts";
import { subscribe, unsubscribe } from "../subscriptions/manager.ts";
import { changeAttribute, changeTags, createTopic, deleteTopic, topicAt } from "../topics/manager.ts";

/** Properties that are attributes of the API under the same name. */
const ATTRIBUTES = [
  "ContentBasedDeduplication",
  "DisplayName",
  "FifoThroughputScope",
  "FifoTopic",
  "KmsMasterKeyId",
  "MaximumMessageSize",
  "SignatureVersion",
  "TracingConfig",
] as const;

/** What holds again once a property is taken out of the template. */
const DEFAULTS: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: "false",
  DisplayName: "",
  FifoThroughputScope: "Topic",
  KmsMasterKeyId: "",
  MaximumMessageSize: "262144",
  SignatureVersion: "1",
  TracingConfig: "PassThrough",
};

const LONGEST_NAME = 256;
const SUFFIX = ".fifo";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topic.html */
export function topicProvider(sns: SnsContext): ResourceProvider {
  const provisioned = (name: string): ProvisionedResource => {
    const arn = topicArn(sns.scope, name);
    return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } };
  };
  const find = (arn: string): Topic | undefined => sns.topics.find(nameInArn(arn, sns.scope) ?? "");
  return {
    type: "AWS::SNS::Topic",
    properties: {
      ...Object.fromEntries(ATTRIBUTES.map((name) => [name, true as const])),
      Subscription: { Endpoint: true, Protocol: true },
      Tags: { Key: true, Value: true },
      TopicName: true,
    },
    required: [],
    replaceOn: ["FifoTopic", "TopicName"],
    calls: (context, change) => {
      if (change.kind === "delete") {
        return [{ operation: "DeleteTopic", input: { TopicArn: change.physicalId } }];
      }
      if (change.kind === "create") {
        const name = nameOf(context, change.properties);
        const TopicArn = topicArn(sns.scope, name);
        const Tags = tagList(givenTags(context.tags, change.properties));
        return [
          { operation: "CreateTopic", input: { Name: name, Tags } },
          ...subscriptionsOf(change.properties).map((one) => ({
            operation: "Subscribe",
            input: { TopicArn, ...one },
          })),
        ];
      }
      return updateCalls(find(change.physicalId), change, givenTags(context.tags, change.after));
    },
    create: async (context, properties) => {
      const name = nameOf(context, properties);
      return context.commit(() => {
        // The API takes the same topic twice; a stack does not take over what is not its own.
        if (sns.topics.find(name) !== undefined) {
          throw invalidBecause("TopicName", `Topic ${name} already exists`);
        }
        const attributes = attributesOf(properties);
        const topic = createTopic(sns, {
          name,
          attributes,
          tags: { ...context.tags, ...tagsProperty(properties) },
        });
        subscribeAll(sns, topic, subscriptionsOf(properties), callerName(context.caller));
        return provisioned(name);
      });
    },
    update: async (context, arn, before, after) => {
      sns.topics.transaction(() => {
        for (const [name, value] of changedSettings(before, after)) {
          changeAttribute(sns, topicAt(sns, arn), name, value);
        }
        changeTags(sns, topicAt(sns, arn), { ...context.tags, ...tagsProperty(after) });
        const { added, removed } = subscriptionChanges(before, after);
        for (const one of removed) endSubscription(sns, arn, one);
        subscribeAll(sns, topicAt(sns, arn), added, callerName(context.caller));
      });
      return provisioned(nameInArn(arn, sns.scope) ?? "");
    },
    delete: async (_context, arn) => {
      const topic = find(arn);
      if (topic !== undefined) deleteTopic(sns, topic);
    },
  };
}

type Update = { readonly physicalId: string; readonly before: Properties; readonly after: Properties };

function updateCalls(topic: Topic | undefined, { physicalId, before, after }: Update, wanted: Topic["tags"]) {
  const TopicArn = physicalId;
  const { tags, keys } = tagChanges(topic?.tags ?? {}, wanted);
  const { added, removed } = subscriptionChanges(before, after);
  return [
    ...(changedSettings(before, after).length === 0
      ? []
      : [{ operation: "SetTopicAttributes", input: { TopicArn } }]),
    ...(Object.keys(tags).length === 0
      ? []
      : [{ operation: "TagResource", input: { ResourceArn: TopicArn, Tags: tagList(tags) } }]),
    ...(keys.length === 0
      ? []
      : [{ operation: "UntagResource", input: { ResourceArn: TopicArn, TagKeys: keys } }]),
    ...added.map((one) => ({ operation: "Subscribe", input: { TopicArn, ...one } })),
    // The right is asked of the topic, whichever of its subscriptions it is.
    ...removed.map(() => ({ operation: "Unsubscribe", input: { SubscriptionArn: `${TopicArn}:any` } })),
  ];
}

interface InlineSubscription {
  readonly Endpoint: string;
  readonly Protocol: string;
}

function subscriptionsOf(properties: Properties): readonly InlineSubscription[] {
  return mapsProperty(properties, "Subscription").map((one) => ({
    Endpoint: requiredTextProperty(one, "Endpoint"),
    Protocol: requiredTextProperty(one, "Protocol"),
  }));
}

function subscriptionChanges(before: Properties, after: Properties) {
  const [old, wanted] = [subscriptionsOf(before), subscriptionsOf(after)];
  const isAmong = (list: readonly InlineSubscription[], one: InlineSubscription): boolean =>
    list.some(({ Endpoint, Protocol }) => Endpoint === one.Endpoint && Protocol === one.Protocol);
  return {
    added: wanted.filter((one) => !isAmong(old, one)),
    removed: old.filter((one) => !isAmong(wanted, one)),
  };
}

function subscribeAll(
  sns: SnsContext,
  topic: Topic,
  subscriptions: readonly InlineSubscription[],
  principal: string,
): void {
  for (const { Endpoint: endpoint, Protocol: protocol } of subscriptions) {
    subscribe(sns, topic, { protocol, endpoint, attributes: {}, principal });
  }
}

function endSubscription(sns: SnsContext, arn: string, { Endpoint, Protocol }: InlineSubscription): void {
  const found = sns.topics
    .subscriptions(arn)
    .find(({ endpoint, protocol }) => endpoint === Endpoint && protocol === Protocol);
  if (found !== undefined) unsubscribe(sns, found.arn);
}

function tagList(tags: Topic["tags"]): readonly { readonly Key: string; readonly Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

function nameOf(context: ResourceContext, properties: Properties): string {
  const given = textProperty(properties, "TopicName");
  if (given !== undefined) return given;
  if (flagProperty(properties, "FifoTopic") !== true)
    return context.generateName({ maxLength: LONGEST_NAME });
  return context.generateName({ maxLength: LONGEST_NAME - SUFFIX.length }) + SUFFIX;
}

/** The attributes of the API that the properties say. */
function attributesOf(properties: Properties): Record<string, string> {
  const given = ATTRIBUTES.flatMap((name): [string, string][] => {
    const value: Value | undefined = properties[name];
    if (value === undefined || value === null) return [];
    return [[name, textProperty(properties, name) ?? ""]];
  });
  return Object.fromEntries(given);
}

/** Attributes that become others, with what they become. */
function changedSettings(before: Properties, after: Properties): [string, string][] {
  const [old, wanted] = [attributesOf(before), attributesOf(after)];
  const gone = Object.keys(old)
    .filter((name) => !Object.hasOwn(wanted, name))
    .map((name): [string, string] => [name, DEFAULTS[name] ?? ""]);
  return [...gone, ...Object.entries(wanted).filter(([name, value]) => old[name] !== value)];
}
