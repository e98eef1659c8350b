import type { PublishInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { publishToPhone } from "../deliveries/sms.ts";
import { publish } from "../publishing/publish.ts";
import type { SnsContext } from "../shared/context.ts";
import { invalidBecause, invalidParameter } from "../shared/errors.ts";
import { assertArn } from "../shared/topic.ts";
import { topicAt } from "../topics/manager.ts";
import { outgoing } from "./message-input.ts";
import { topicQuestion } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const Publish = (sns: SnsContext): QueryOperation<PublishInput> => ({
  name: "Publish",
  authorize: (input) => {
    const target = targetOf(input);
    // A phone number is no topic: only who may publish to everything may send to it.
    if ("phoneNumber" in target) return [{ action: "sns:Publish", resource: target.phoneNumber }];
    return [topicQuestion(sns, "sns:Publish", target.arn)];
  },
  run: (input, { caller, requestId }) => {
    const target = targetOf(input);
    const message = outgoing(input);
    if ("phoneNumber" in target) return { ...publishToPhone(sns, target.phoneNumber, message) };
    if (/:(?:endpoint|app)\//.test(target.arn)) {
      throw invalidBecause("TargetArn", "No endpoint found for the target arn specified");
    }
    return { ...publish(sns, topicAt(sns, target.arn), message, { caller, requestId }) };
  },
});

type Target = { readonly arn: string } | { readonly phoneNumber: string };

/** @throws AwsError InvalidParameter unless there is exactly one */
function targetOf({ TopicArn, TargetArn, PhoneNumber }: PublishInput): Target {
  const given = [TopicArn, TargetArn, PhoneNumber].filter((one) => one !== undefined);
  if (given.length > 1) {
    throw invalidParameter("Both TopicArn and TargetArn or PhoneNumber specified. Only one is allowed.");
  }
  if (PhoneNumber !== undefined) return { phoneNumber: PhoneNumber };
  if (given.length === 0) {
    throw invalidBecause("TopicArn or TargetArn", "no value for required parameter");
  }
  return { arn: assertArn(TopicArn ?? TargetArn, TopicArn === undefined ? "TargetArn" : "TopicArn") };
}
