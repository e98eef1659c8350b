import type { SnsContext } from "../shared/context.ts";
import { resourceDoesNotExist } from "../shared/errors.ts";
import { nameInArn, type Topic } from "../shared/topic.ts";

/** @throws AwsError ResourceNotFound */
export function taggedTopic(sns: SnsContext, arn: string): Topic {
  const topic = sns.topics.find(nameInArn(arn, sns.scope) ?? "");
  if (topic === undefined) throw resourceDoesNotExist();
  return topic;
}
