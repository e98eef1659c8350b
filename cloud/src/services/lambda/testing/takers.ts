import type { BusEvent, EventBuses } from "../../../core/ports/event-buses.ts";
import type { Notification, SnsTopics } from "../../../core/ports/sns-topics.ts";
import { SCOPE } from "./service.ts";

export const topicArn = (name: string): string => `arn:aws:sns:eu-west-1:${SCOPE.accountId}:${name}`;
export const busArn = (name: string): string =>
  `arn:aws:events:eu-west-1:${SCOPE.accountId}:event-bus/${name}`;

interface Taken<One> {
  /** What was given to the one of that ARN. */
  given(arn: string): readonly One[];
  /** The functions' role may not from now on. */
  denies: boolean;
}

function takenBy<One>() {
  const given = new Map<string, One[]>();
  return {
    denies: false,
    given: (arn: string): readonly One[] => given.get(arn) ?? [],
    add: (arn: string, one: One): string => {
      given.set(arn, [...(given.get(arn) ?? []), one]);
      return "id";
    },
    verdict(action: string) {
      return { allowed: !this.denies, message: `not authorized to perform: ${action}`, explanation: "" };
    },
  };
}

/** Topics that keep what they are given; names that end with `.fifo` are FIFO topics. */
export function testTopics(...names: readonly string[]): SnsTopics & Taken<Notification> {
  const taken = takenBy<Notification>();
  return Object.assign(taken, {
    find: (arn: string) =>
      names.map(topicArn).includes(arn) ? { arn, isFifo: arn.endsWith(".fifo") } : undefined,
    decide: () => ({ ...taken.verdict("sns:Publish") }),
    publish: (_caller: unknown, arn: string, notification: Notification) => taken.add(arn, notification),
  });
}

/** Event buses that keep what they are given. */
export function testBuses(...names: readonly string[]): EventBuses & Taken<BusEvent> {
  const taken = takenBy<BusEvent>();
  return Object.assign(taken, {
    has: (arn: string) => names.map(busArn).includes(arn),
    decide: () => ({ ...taken.verdict("events:PutEvents") }),
    put: (_caller: unknown, arn: string, event: BusEvent) => taken.add(arn, event),
    announce: () => undefined,
  });
}
