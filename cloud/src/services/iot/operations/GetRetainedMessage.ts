import type { Operation } from "../../../wire/operation.ts";
import type { Broker } from "../broker/broker.ts";
import { policyQuestion } from "../principals/question.ts";
import { iotErrors } from "../shared/errors.ts";

interface Input {
  readonly topic: string;
}

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_iotdata_GetRetainedMessage.html */
export const GetRetainedMessage = (broker: Broker): Operation<Input> => ({
  name: "GetRetainedMessage",
  http: { method: "GET", uri: "/retainedMessage/{topic+}" },
  authorize: ({ topic }, { scope }) => [
    policyQuestion(scope, { action: "GetRetainedMessage", resource: `topic/${topic}` }),
  ],
  run: ({ topic }) => {
    const found = broker.retained.find(topic);
    if (found === undefined) throw iotErrors.resourceNotFound("The specified resource does not exist");
    return {
      topic,
      payload: found.payload.toString("base64"),
      qos: found.qos,
      lastModifiedTime: found.modifiedAt,
    };
  },
});
