import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { Timers } from "../../../core/clock.ts";
import { textFor } from "../publishing/publish.ts";
import { CONTENT_TYPE } from "../shared/delivery-policy.ts";
import type { Message } from "../shared/message.ts";
import type { Subscription } from "../shared/subscription.ts";
import { notificationDocument, type Surroundings } from "./documents.ts";

/** An endpoint answered with something else than success. */
export class NotAcceptedError extends Error {
  /** Another attempt may do. */
  readonly isPassing: boolean;

  constructor(status: number) {
    super(`The endpoint answered ${status}.`);
    this.isPassing = status >= 500 || status === 429;
  }
}

export interface Post {
  readonly message: Message;
  readonly subscription: Subscription;
  /** Of notifications; the question whether to subscribe has its own. */
  readonly contentType: string;
}

export interface HttpEndpoints {
  /** @throws NotAcceptedError, or another Error when there is no answer within 15 seconds */
  post(surroundings: Surroundings, post: Post): Promise<void>;
  readonly closed: boolean;
  /** Ends what is under way. */
  close(): void;
}

const TIMEOUT_MS = 15_000;

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html */
export function createHttpEndpoints(timers: Timers): HttpEndpoints {
  const ending = new AbortController();
  return {
    post: async (surroundings, post) => {
      const late = new AbortController();
      const cancel = timers.after(TIMEOUT_MS, () =>
        late.abort(new Error("The endpoint did not answer in time.")),
      );
      const signal = AbortSignal.any([ending.signal, late.signal]);
      const status = await send(post, bodyOf(surroundings, post), { signal, ended: cancel });
      if (status < 200 || status > 299) throw new NotAcceptedError(status);
    },
    get closed() {
      return ending.signal.aborted;
    },
    close: () => ending.abort(new Error("The cloud is closing.")),
  };
}

function isRaw({ message, subscription }: Post): boolean {
  return message.type === "Notification" && subscription.attributes["RawMessageDelivery"] === "true";
}

function bodyOf(surroundings: Surroundings, post: Post): string {
  const { message, subscription } = post;
  return isRaw(post)
    ? textFor(message, subscription.protocol)
    : notificationDocument(surroundings, message, subscription);
}

function headersOf(post: Post, body: string): Record<string, string | number> {
  const { message, subscription, contentType } = post;
  const isNotification = message.type === "Notification";
  return {
    "x-amz-sns-message-type": message.type,
    "x-amz-sns-message-id": message.messageId,
    "x-amz-sns-topic-arn": message.topicArn,
    ...(isNotification ? { "x-amz-sns-subscription-arn": subscription.arn } : {}),
    ...(isRaw(post) ? { "x-amz-sns-rawdelivery": "true" } : {}),
    "Content-Length": Buffer.byteLength(body),
    "Content-Type": isNotification ? contentType : CONTENT_TYPE,
    "User-Agent": "Amazon Simple Notification Service Agent",
    "Accept-Encoding": "gzip,deflate",
  };
}

interface Limits {
  readonly signal: AbortSignal;
  /** The connection is over. */
  ended(): void;
}

/** SNS-10: an answer counts by its status; what comes behind that is dropped, and has the same time. */
function send(post: Post, body: string, { signal, ended }: Limits): Promise<number> {
  const { endpoint, protocol } = post.subscription;
  const request = protocol === "https" ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(
      endpoint,
      { method: "POST", headers: headersOf(post, body), signal, agent: false },
      (response) => {
        response.resume();
        response.on("error", () => undefined);
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on("error", reject);
    sent.once("close", ended);
    sent.end(body);
  });
}
