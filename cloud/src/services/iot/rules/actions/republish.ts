import { AwsError } from "../../../../core/errors.ts";
import type { RepublishAction } from "../../../../wire/models/generated/iot.types.ts";
import { topicProblem } from "../../broker/topics.ts";
import { policyQuestion } from "../../principals/question.ts";
import { iotErrors } from "../../shared/errors.ts";
import { type ActionKind, assumed, filled, outputBytes } from "./action.ts";

/** Rules that hand a message round in a circle end here. */
const MOST_HOPS = 100;

/** @see https://docs.aws.amazon.com/iot/latest/developerguide/republish-rule-action.html */
export const republish: ActionKind<RepublishAction> = {
  failedAction: "RepublishAction",
  resource: ({ topic }) => topic,
  role: ({ roleArn }) => roleArn,
  templates: ({ topic }) => [topic],
  check: ({ qos = 0 }) => {
    if (qos !== 0 && qos !== 1) throw iotErrors.invalidRequest("Invalid QoS value");
  },
  run: (run, { topic: given, roleArn, qos = 0 }) => {
    const { message, scope, authorization, publish } = run;
    const caller = assumed(run, roleArn);
    // `$$aws/…` stands for a topic that begins with one.
    const topic = filled(run, given).replace(/^\$\$/, "$");
    const question = policyQuestion(scope, { action: "Publish", resource: `topic/${topic}` });
    const { allowed, message: refusal, why } = authorization.decide({ caller, ...question });
    if (!allowed) {
      throw new AwsError("ForbiddenException", refusal, 403).because(why);
    }
    const problem = topicProblem(topic);
    if (problem !== undefined) throw iotErrors.invalidRequest(problem);
    if (message.hops >= MOST_HOPS) throw iotErrors.invalidRequest(`Republished ${MOST_HOPS} times`);
    publish(
      { topic, payload: outputBytes(run), qos: qos === 1 ? 1 : 0, retain: false },
      { ...message, principal: caller.userId, hops: message.hops + 1 },
    );
  },
};
