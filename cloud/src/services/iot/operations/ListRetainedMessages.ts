import type { Operation } from "../../../wire/operation.ts";
import type { Broker } from "../broker/broker.ts";
import { policyQuestion } from "../principals/question.ts";
import { iotErrors } from "../shared/errors.ts";

interface Input {
  readonly maxResults?: string;
  readonly nextToken?: string;
}

const MAX_RESULTS = 200;

/** @see https://docs.aws.amazon.com/iot/latest/apireference/API_iotdata_ListRetainedMessages.html */
export const ListRetainedMessages = (broker: Broker): Operation<Input> => ({
  name: "ListRetainedMessages",
  http: {
    method: "GET",
    uri: "/retainedMessage",
    members: { maxResults: ["query", "maxResults"], nextToken: ["query", "nextToken"] },
  },
  authorize: (_input, { scope }) => [
    policyQuestion(scope, { action: "ListRetainedMessages", resource: "*" }),
  ],
  run: ({ maxResults, nextToken = "" }) => {
    const limit = limitOf(maxResults);
    const after = Buffer.from(nextToken, "base64url").toString("utf8");
    const found = broker.retained.list(after, limit + 1);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      retainedTopics: page.map(({ topic, payload, qos, modifiedAt }) => ({
        topic,
        payloadSize: payload.length,
        qos,
        lastModifiedTime: modifiedAt,
      })),
      ...(found.length > limit && last !== undefined
        ? { nextToken: Buffer.from(last.topic, "utf8").toString("base64url") }
        : {}),
    };
  },
});

function limitOf(text: string | undefined): number {
  if (text === undefined) return MAX_RESULTS;
  const value = Number(text);
  if (/^\d{1,3}$/.test(text) && value >= 1 && value <= MAX_RESULTS) return value;
  throw iotErrors.invalidRequest("maxResults must be between 1 and 200");
}
