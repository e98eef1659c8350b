import type { ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { policyProvider } from "../../../core/properties/policy-resource.ts";
import type { SnsContext } from "../shared/context.ts";
import { nameInArn } from "../shared/topic.ts";
import { changeAttribute, resetPolicy, topicAt } from "../topics/manager.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html */
export function topicPolicyProvider(sns: SnsContext): ResourceProvider {
  return policyProvider({
    type: "AWS::SNS::TopicPolicy",
    listedIn: "Topics",
    call: (TopicArn) => ({ operation: "SetTopicAttributes", input: { TopicArn } }),
    transaction: (work) => sns.topics.transaction(work),
    put: (arn, policy) => changeAttribute(sns, topicAt(sns, arn), "Policy", policy),
    takeAway: (arn) => {
      const topic = sns.topics.find(nameInArn(arn, sns.scope) ?? "");
      if (topic !== undefined) resetPolicy(sns, topic);
    },
  });
}
