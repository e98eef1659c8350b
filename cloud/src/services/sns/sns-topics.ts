import type { Caller } from "../../core/caller.ts";
import { AwsError } from "../../core/errors.ts";
import type { Authorization, Decision } from "../../core/ports/authorization.ts";
import type { SnsTopics } from "../../core/ports/sns-topics.ts";
import { resourceTags } from "../../wire/tag-keys.ts";
import { publish } from "./publishing/publish.ts";
import { assertMayUseKey } from "./publishing/topic-key.ts";
import type { SnsContext } from "./shared/context.ts";
import { isFifo, nameInArn, type Topic } from "./shared/topic.ts";
import { topicAt } from "./topics/manager.ts";
import { policyOf } from "./topics/policy-document.ts";

/** The topics for the other services of this cloud. */
export function createSnsTopics(sns: SnsContext, authorization: Authorization): SnsTopics {
  const find = (arn: string): Topic | undefined => {
    const name = nameInArn(arn, sns.scope);
    return name === undefined ? undefined : sns.topics.find(name);
  };
  const decide = (caller: Caller, arn: string): Decision => {
    const topic = find(arn);
    const source =
      caller.kind === "service"
        ? { "aws:SourceArn": caller.sourceArn, "aws:SourceAccount": caller.sourceAccount }
        : {};
    // SNS-2: who acts from inside needs what a caller over the network needs; of services the topic policy decides.
    return authorization.decide({
      caller,
      action: "sns:Publish",
      resource: arn,
      resourcePolicy: topic === undefined ? undefined : policyOf(sns.scope, topic),
      context: { ...resourceTags(topic?.tags), ...source },
    });
  };
  return {
    find: (arn) => {
      const topic = find(arn);
      return topic === undefined ? undefined : { arn, isFifo: isFifo(topic) };
    },
    decide: (caller, arn) => {
      const decision = decide(caller, arn);
      const topic = find(arn);
      if (!decision.allowed || topic === undefined) return decision;
      const refusal = keyRefusalOf(sns, topic, caller);
      if (refusal === undefined) return decision;
      const { message, why } = refusal;
      return { allowed: false, message, explanation: message, ...(why === undefined ? {} : { why }) };
    },
    publish: (caller, arn, notification) => {
      const { allowed, message, why } = decide(caller, arn);
      if (!allowed) {
        throw new AwsError("AuthorizationError", message, 403).because(why);
      }
      const published = publish(
        sns,
        topicAt(sns, arn),
        {
          message: notification.message,
          subject: notification.subject,
          isStructured: notification.messageStructure === "json",
          attributes: notification.attributes ?? {},
          groupId: notification.groupId,
          deduplicationId: notification.deduplicationId,
        },
        { caller },
      );
      return published.MessageId;
    },
  };
}

function keyRefusalOf(sns: SnsContext, topic: Topic, caller: Caller): AwsError | undefined {
  try {
    assertMayUseKey(sns, topic, caller);
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
