import type {
  Properties,
  ProvisionedResource,
  ResourceProvider,
  Value,
} from "../../../core/ports/resource-provider.ts";
import { textsProperty } from "../../../core/properties/property-values.ts";
import type { SnsContext } from "../shared/context.ts";
import { nameInArn } from "../shared/topic.ts";
import { changeAttribute, resetPolicy, topicAt } from "../topics/manager.ts";

const NAME_LENGTH = 255;

/**
 * Puts one policy on several topics; the last of several resources for one topic counts.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-topicpolicy.html
 */
export function topicPolicyProvider(sns: SnsContext): ResourceProvider {
  const put = (properties: Properties): void => {
    const policy = policyText(properties["PolicyDocument"] ?? null);
    for (const arn of arnsOf(properties)) changeAttribute(sns, topicAt(sns, arn), "Policy", policy);
  };
  const takeAway = (arns: readonly string[]): void => {
    for (const arn of arns) {
      const topic = sns.topics.find(nameInArn(arn, sns.scope) ?? "");
      if (topic !== undefined) resetPolicy(sns, topic);
    }
  };
  return {
    type: "AWS::SNS::TopicPolicy",
    properties: { PolicyDocument: true, Topics: true },
    required: ["PolicyDocument", "Topics"],
    replaceOn: [],
    untagged: true,
    calls: (_context, change) => {
      const arns =
        change.kind === "update"
          ? [...arnsOf(change.before), ...arnsOf(change.after)]
          : arnsOf(change.properties);
      return [...new Set(arns)].map((TopicArn) => ({ operation: "SetTopicAttributes", input: { TopicArn } }));
    },
    create: async (context, properties) =>
      context.commit(() => {
        sns.topics.transaction(() => put(properties));
        return provisioned(context.generateName({ maxLength: NAME_LENGTH }));
      }),
    update: async (_context, physicalId, before, after) => {
      const kept = arnsOf(after);
      sns.topics.transaction(() => {
        takeAway(arnsOf(before).filter((arn) => !kept.includes(arn)));
        put(after);
      });
      return provisioned(physicalId);
    },
    delete: async (_context, _physicalId, properties) => {
      sns.topics.transaction(() => takeAway(arnsOf(properties)));
    },
  };
}

const provisioned = (physicalId: string): ProvisionedResource => ({
  physicalId,
  attributes: { Id: physicalId },
});

function arnsOf(properties: Properties): readonly string[] {
  return textsProperty(properties, "Topics");
}

function policyText(document: Value): string {
  return typeof document === "string" ? document : JSON.stringify(document);
}
