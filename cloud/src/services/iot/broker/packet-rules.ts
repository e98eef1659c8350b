import type { ISubscribePacket } from "mqtt-packet";
import { MAX_FILTERS_PER_SUBSCRIBE, MAX_PAYLOAD_BYTES, MAX_SUBSCRIPTIONS } from "../shared/constants.ts";
import { filterProblem, topicProblem } from "./topics.ts";

interface PublishFacts {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: number;
}

/** IOT-15: why AWS closes the connection over this PUBLISH, whoever sent it. */
export function publishProblem({ topic, payload, qos }: PublishFacts): string | undefined {
  if (qos === 2) return "QoS 2 is not supported";
  if (payload.length > MAX_PAYLOAD_BYTES) return "payload is larger than 128 KB";
  return topicProblem(topic);
}

type Subscriptions = ISubscribePacket["subscriptions"];

/** IOT-15: why AWS closes the connection over this SUBSCRIBE. */
export function subscribeProblem(
  subscriptions: Subscriptions,
  held: ReadonlyMap<string, unknown>,
): string | undefined {
  if (subscriptions.length > MAX_FILTERS_PER_SUBSCRIBE) return "more than 8 filters in SUBSCRIBE";
  if (subscriptions.some(({ qos }) => qos === 2)) return "QoS 2 is not supported";
  const added = new Set(subscriptions.map(({ topic }) => topic).filter((topic) => !held.has(topic)));
  if (held.size + added.size > MAX_SUBSCRIPTIONS) return "more than 50 subscriptions";
  return subscriptions.map(({ topic }) => filterProblem(topic)).find((problem) => problem !== undefined);
}

/** IOT-15: why AWS closes the connection over this UNSUBSCRIBE. */
export function unsubscribeProblem(filters: readonly string[]): string | undefined {
  return filters.map(filterProblem).find((problem) => problem !== undefined);
}
