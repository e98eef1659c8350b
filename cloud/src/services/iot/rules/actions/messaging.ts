import { regionalArn } from "../../../../core/arns.ts";
import type { SnsAction, SqsAction } from "../../../../wire/models/generated/iot.types.ts";
import { iotErrors } from "../../shared/errors.ts";
import { type ActionKind, assumed, filled, outputBytes } from "./action.ts";

/** @see https://docs.aws.amazon.com/iot/latest/developerguide/sqs-rule-action.html */
export const sqs: ActionKind<SqsAction> = {
  failedAction: "SqsAction",
  resource: ({ queueUrl }) => queueUrl,
  role: ({ roleArn }) => roleArn,
  templates: ({ queueUrl }) => [queueUrl],
  run: (run, { queueUrl, roleArn, useBase64 }) => {
    const caller = assumed(run, roleArn);
    const body = outputBytes(run).toString(useBase64 === true ? "base64" : "utf8");
    const [name = "", accountId = ""] = filled(run, queueUrl).split("/").reverse();
    const arn = regionalArn({ ...run.scope, accountId }, "sqs", name);
    run.messageQueues.send(caller, arn, { body });
  },
};

/** @see https://docs.aws.amazon.com/iot/latest/developerguide/sns-rule-action.html */
export const sns: ActionKind<SnsAction> = {
  failedAction: "SnsAction",
  resource: ({ targetArn }) => targetArn,
  role: ({ roleArn }) => roleArn,
  templates: ({ targetArn }) => [targetArn],
  check: ({ messageFormat = "RAW" }) => {
    if (messageFormat !== "RAW" && messageFormat !== "JSON") {
      throw iotErrors.invalidRequest(`Message format ${messageFormat} is invalid.`);
    }
  },
  run: (run, { targetArn, roleArn, messageFormat }) => {
    const caller = assumed(run, roleArn);
    run.snsTopics.publish(caller, filled(run, targetArn), {
      message: outputBytes(run).toString("utf8"),
      ...(messageFormat === "JSON" ? { messageStructure: "json" } : {}),
    });
  },
};
