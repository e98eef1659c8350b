import type { Timers } from "../../../core/clock.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Trace } from "../../../core/ports/trace.ts";
import type { SnsContext } from "../shared/context.ts";
import { effectivePolicy, parseDeliveryPolicy } from "../shared/delivery-policy.ts";
import type { Delivery } from "../shared/delivery-store.ts";
import { MANAGED_RETRIES, type RetryPolicy, retryDelaySeconds } from "../shared/retry-policy.ts";
import type { Subscription } from "../shared/subscription.ts";
import { nameInArn } from "../shared/topic.ts";
import { deadLetterArn } from "../subscriptions/attributes.ts";
import { type HttpEndpoints, NotAcceptedError } from "./http-endpoints.ts";
import type { Signer } from "./signer.ts";
import { deliverDeadLetter, deliverHere, type Targets } from "./targets.ts";

interface Options {
  readonly sns: SnsContext;
  readonly signer: () => Promise<Signer>;
  readonly http: HttpEndpoints;
  readonly timers: Timers;
  readonly trace: Trace;
  readonly logger: Logger;
}

export interface Dispatcher {
  /** What was left before the start goes on. */
  start(): void;
  /** There may be something to deliver. */
  wake(): void;
  /** Resolves when nothing is being delivered. */
  settled(): Promise<void>;
  /** Nothing is delivered any more; what is left goes on after the next start. */
  close(): Promise<void>;
}

const MOST_AT_ONCE = 50;
/** SNS-10: of one subscription over HTTP. A slow endpoint takes no more connections than these. */
export const MOST_POSTS_AT_ONCE = 20;
/** Longer than an HTTP endpoint may take: until then nobody else tries the same. */
const LEASE_MS = 30_000;

/**
 * Brings messages to their subscriptions. One timer is set while something waits, none else. What an
 * endpoint of this cloud takes leaves the store in the same transaction [SNS-5].
 */
export function createDispatcher(options: Options): Dispatcher {
  const { sns, timers, logger } = options;
  const underWay = new Set<Promise<void>>();
  const posts = createPosts();
  let closed = false;
  let pumping = false;
  let cancel: (() => void) | undefined;
  const run = (): void => {
    cancel = undefined;
    pumping = true;
    const pumped = pump()
      .catch((error: unknown) => logger.error({ err: error }, "Deliveries of SNS stopped unexpectedly."))
      .finally(() => {
        pumping = false;
        underWay.delete(pumped);
        schedule();
      });
    underWay.add(pumped);
  };
  const schedule = (): void => {
    if (closed || pumping) return;
    const at = sns.deliveries.nextDueAt(posts.fullFor());
    cancel?.();
    cancel = at === undefined ? undefined : timers.after(Math.max(0, at - sns.clock.now()), run);
  };
  const nextOnes = (): readonly Delivery[] =>
    closed ? [] : sns.deliveries.due(sns.clock.now(), MOST_AT_ONCE, posts.fullFor());
  const pump = async (): Promise<void> => {
    // Making the key takes a while: who publishes to nobody needs none.
    if (nextOnes().length === 0) return;
    const targets: Targets = { ...sns, signer: await options.signer() };
    for (;;) {
      const due = nextOnes();
      if (due.length === 0) return;
      for (const delivery of due) attempt({ ...options, targets, posts }, delivery, track);
    }
  };
  const track = (work: Promise<void>): void => {
    const tracked = work.finally(() => {
      underWay.delete(tracked);
      schedule();
    });
    underWay.add(tracked);
  };
  return {
    start: schedule,
    // Later, even when now: who publishes within a transaction has not committed yet.
    wake: () => {
      if (closed || pumping) return;
      cancel?.();
      cancel = timers.after(0, run);
    },
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
    close: async () => {
      closed = true;
      cancel?.();
      options.http.close();
      await Promise.allSettled(underWay);
    },
  };
}

/** How many posts each subscription waits for. */
interface Posts {
  isFullFor(subscriptionArn: string): boolean;
  /** ARNs of the subscriptions that wait for as many as they may. */
  fullFor(): readonly string[];
  count<Result>(subscriptionArn: string, post: Promise<Result>): Promise<Result>;
}

function createPosts(): Posts {
  const counts = new Map<string, number>();
  const change = (arn: string, by: number): void => {
    const count = (counts.get(arn) ?? 0) + by;
    if (count === 0) counts.delete(arn);
    else counts.set(arn, count);
  };
  const isFullFor = (arn: string): boolean => (counts.get(arn) ?? 0) >= MOST_POSTS_AT_ONCE;
  return {
    isFullFor,
    fullFor: () => [...counts.keys()].filter(isFullFor),
    count: (arn, post) => {
      change(arn, 1);
      return post.finally(() => change(arn, -1));
    },
  };
}

type Attempt = Omit<Options, "signer"> & { readonly targets: Targets; readonly posts: Posts };

function attempt(options: Attempt, delivery: Delivery, track: (work: Promise<void>) => void): void {
  const { sns } = options;
  const subscription = sns.topics.findSubscription(delivery.subscriptionArn);
  if (subscription === undefined) {
    sns.deliveries.remove(delivery);
    return;
  }
  if (subscription.protocol === "http" || subscription.protocol === "https") {
    if (options.posts.isFullFor(subscription.arn)) return;
    sns.deliveries.hold(delivery, sns.clock.now() + LEASE_MS);
    track(options.posts.count(subscription.arn, attemptElsewhere(options, delivery, subscription)));
    return;
  }
  try {
    sns.topics.transaction(() => {
      deliverHere(options.targets, delivery.message, subscription);
      sns.deliveries.remove(delivery);
    });
  } catch (error) {
    const isPassing = !(error instanceof AwsError) || error.status >= 500 || error.status === 429;
    failed(options, delivery, { subscription, error, retries: isPassing ? MANAGED_RETRIES : undefined });
  }
}

async function attemptElsewhere(
  options: Attempt,
  delivery: Delivery,
  subscription: Subscription,
): Promise<void> {
  const { sns, http, targets } = options;
  const policy = httpPolicy(sns, subscription);
  try {
    await http.post(targets, { message: delivery.message, subscription, contentType: policy.contentType });
    sns.deliveries.remove(delivery);
  } catch (error) {
    if (http.closed) return;
    const isPassing = !(error instanceof NotAcceptedError) || error.isPassing;
    failed(options, delivery, { subscription, error, retries: isPassing ? policy.retries : undefined });
  }
}

function httpPolicy(sns: SnsContext, { topicArn, attributes }: Subscription) {
  const topic = sns.topics.find(nameInArn(topicArn, sns.scope) ?? "");
  return effectivePolicy(
    parseDeliveryPolicy(topic?.attributes["DeliveryPolicy"]),
    parseDeliveryPolicy(attributes["DeliveryPolicy"]),
  );
}

interface Failure {
  readonly subscription: Subscription;
  readonly error: unknown;
  /** Undefined where trying again is of no use. */
  readonly retries: RetryPolicy | undefined;
}

function failed(options: Attempt, delivery: Delivery, { subscription, error, retries }: Failure): void {
  const { sns, logger } = options;
  const seconds = retries === undefined ? undefined : retryDelaySeconds(retries, delivery.attempts + 1);
  // Unsubscribed meanwhile.
  if (sns.topics.findSubscription(delivery.subscriptionArn) === undefined) return;
  if (seconds !== undefined) {
    sns.deliveries.retry(delivery, sns.clock.now() + seconds * 1000);
    return;
  }
  tell(options, delivery, { step: "deliver", subscription, error });
  const queueArn = deadLetterArn(subscription.attributes["RedrivePolicy"]);
  try {
    sns.topics.transaction(() => {
      if (queueArn !== undefined && delivery.message.type === "Notification") {
        deliverDeadLetter(options.targets, delivery.message, { subscription, queueArn });
      }
      sns.deliveries.remove(delivery);
    });
  } catch (lost) {
    tell(options, delivery, { step: "dead-letter", subscription, error: lost });
    logger.warn({ queue: queueArn, err: lost }, "A dead letter of SNS was not taken.");
    sns.deliveries.remove(delivery);
  }
}

/** A refusal stands in the story of the call that published. */
function tell(
  { trace, logger }: Attempt,
  { message, subscriptionArn }: Delivery,
  {
    step,
    subscription,
    error,
  }: { readonly step: string; readonly subscription: Subscription; readonly error: unknown },
): void {
  const reason = error instanceof Error ? error.message : String(error);
  logger.warn({ subscription: subscriptionArn, reason }, "A message of SNS was not delivered.");
  if (!(error instanceof AwsError)) return;
  trace.record({
    request: message.requestId ?? message.messageId,
    service: "sns",
    operation: `Publish to ${subscription.protocol}`,
    step,
    verdict: "deny",
    ms: 0,
    who: message.topicArn,
    ...(error.why === undefined ? {} : { why: error.why }),
    wire: { status: error.status, code: error.code, message: error.message },
  });
}
