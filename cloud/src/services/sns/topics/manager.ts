import type { SnsContext } from "../shared/context.ts";
import { invalidBecause, invalidParameter, topicDoesNotExist } from "../shared/errors.ts";
import { assertArn, type Topic, topicArn, topicNameIn } from "../shared/topic.ts";
import { type Attributes, changedAttributes, hasAttributes, newAttributes } from "./attributes.ts";

const NAME = /^[A-Za-z0-9_-]{1,256}$/;
const FIFO_NAME = /^[A-Za-z0-9_-]{1,251}\.fifo$/;

export interface NewTopic {
  readonly name: string;
  readonly attributes: Attributes;
  readonly tags: Topic["tags"];
}

/**
 * Makes a topic; one that is there with the same attributes and tags is left as it is.
 * @throws AwsError InvalidParameter, UnsupportedOperation
 */
export function createTopic(sns: SnsContext, given: NewTopic): Topic {
  const attributes = newAttributes(given.attributes);
  const fits = attributes["FifoTopic"] === "true" ? FIFO_NAME : NAME;
  if (!fits.test(given.name)) throw invalidParameter("Topic Name");
  const known = sns.topics.find(given.name);
  if (known !== undefined) {
    assertSame(known, { ...given, attributes });
    return known;
  }
  const topic: Topic = {
    name: given.name,
    attributes,
    tags: given.tags,
    createdAt: sns.clock.now(),
    subscriptionsDeleted: 0,
  };
  sns.topics.save(topic);
  return topic;
}

function assertSame(known: Topic, { attributes, tags }: NewTopic): void {
  if (!hasAttributes(known, attributes)) {
    throw invalidBecause("Attributes", "Topic already exists with different attributes");
  }
  if (Object.entries(tags).some(([key, value]) => known.tags[key] !== value)) {
    throw invalidBecause("Tags", "Topic already exists with different tags");
  }
}

/**
 * The topic of an ARN.
 * @param parameter the member of the input that has it
 * @throws AwsError NotFound, InvalidParameter
 */
export function topicAt(sns: SnsContext, arn: string | undefined, parameter = "TopicArn"): Topic {
  const name = topicNameIn(assertArn(arn, parameter), parameter, sns.scope);
  const topic = sns.topics.find(name);
  if (topic === undefined) throw topicDoesNotExist();
  return topic;
}

/** @throws AwsError InvalidParameter, UnsupportedOperation */
export function changeAttribute(sns: SnsContext, topic: Topic, name: string, value: string): void {
  sns.topics.save({ ...topic, attributes: changedAttributes(topic, name, value) });
}

/** The topic has the policy again that AWS gives to every topic. */
export function resetPolicy(sns: SnsContext, topic: Topic): void {
  const { Policy: _policy, ...attributes } = topic.attributes;
  sns.topics.save({ ...topic, attributes });
}

export function changeTags(sns: SnsContext, topic: Topic, tags: Topic["tags"]): void {
  sns.topics.save({ ...topic, tags });
}

/** With its subscriptions and what is on its way to them. */
export function deleteTopic(sns: SnsContext, { name }: Topic): void {
  sns.topics.transaction(() => {
    for (const { arn } of sns.topics.subscriptions(topicArn(sns.scope, name))) {
      sns.topics.deleteSubscription(arn);
      sns.deliveries.clear(arn);
    }
    sns.deliveries.forgetSent(topicArn(sns.scope, name));
    sns.topics.delete(name);
  });
}
