import { invalidParameter, notSupportedHere } from "./errors.ts";
import { type BackoffFunction, HTTP_RETRIES, type RetryPolicy } from "./retry-policy.ts";

/** How HTTP endpoints get messages, as far as a topic or a subscription says so. */
export interface DeliveryPolicy {
  readonly retries: RetryPolicy | undefined;
  readonly contentType: string | undefined;
  /** Of a topic: what its subscriptions say does not count. */
  readonly disablesOverrides: boolean;
}

export const CONTENT_TYPE = "text/plain; charset=UTF-8";
const NONE: DeliveryPolicy = { retries: undefined, contentType: undefined, disablesOverrides: false };

type Members = Readonly<Record<string, unknown>>;

/**
 * The policy of a topic, `{"http":{"defaultHealthyRetryPolicy":…}}`, or of a subscription,
 * `{"healthyRetryPolicy":…}`.
 * @throws AwsError InvalidParameter, UnsupportedOperation for a throttle policy
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export function parseDeliveryPolicy(text: string | undefined): DeliveryPolicy {
  if (text === undefined) return NONE;
  const whole = parse(text);
  const http = whole["http"] === undefined ? whole : mapOf(whole["http"], "http");
  const of = (name: string): unknown =>
    http[name] ?? http[`default${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? undefined;
  if (of("throttlePolicy") !== undefined) throw notSupportedHere("throttlePolicy of a delivery policy");
  const retries = of("healthyRetryPolicy");
  const request = of("requestPolicy");
  return {
    retries: retries === undefined ? undefined : retriesOf(mapOf(retries, "healthyRetryPolicy")),
    contentType: request === undefined ? undefined : contentTypeOf(mapOf(request, "requestPolicy")),
    disablesOverrides: http["disableSubscriptionOverrides"] === true,
  };
}

function parse(text: string): Members {
  try {
    return mapOf(JSON.parse(text), "policy");
  } catch {
    throw refusal("failed to parse JSON.");
  }
}

function mapOf(value: unknown, name: string): Members {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  if (!isMap) throw refusal(`${name} must be a JSON object`);
  return value as Members;
}

const refusal = (what: string) => invalidParameter(`DeliveryPolicy: ${what}`);

const NUMBERS: readonly (readonly [name: keyof RetryPolicy, least: number, most: number])[] = [
  ["minDelayTarget", 1, 3600],
  ["maxDelayTarget", 1, 3600],
  ["numRetries", 0, 100],
  ["numMaxDelayRetries", 0, 100],
  ["numNoDelayRetries", 0, 100],
  ["numMinDelayRetries", 0, 100],
];
const FUNCTIONS: readonly unknown[] = ["arithmetic", "exponential", "geometric", "linear"];

function retriesOf(given: Members): RetryPolicy {
  for (const [name, least, most] of NUMBERS) {
    const value = given[name] ?? HTTP_RETRIES[name];
    if (!Number.isInteger(value) || Number(value) < least || Number(value) > most) {
      throw refusal(`healthyRetryPolicy.${name} must be between ${least} and ${most}`);
    }
  }
  const backoffFunction = given["backoffFunction"] ?? HTTP_RETRIES.backoffFunction;
  if (!FUNCTIONS.includes(backoffFunction)) {
    throw refusal(`healthyRetryPolicy.backoffFunction must be one of ${FUNCTIONS.join(", ")}`);
  }
  const known = Object.entries(given).filter(([name, value]) => name in HTTP_RETRIES && value !== null);
  const policy: RetryPolicy = {
    ...HTTP_RETRIES,
    ...Object.fromEntries(known),
    backoffFunction: backoffFunction as BackoffFunction,
  };
  const phases = policy.numNoDelayRetries + policy.numMinDelayRetries + policy.numMaxDelayRetries;
  if (policy.minDelayTarget > policy.maxDelayTarget) {
    throw refusal("healthyRetryPolicy.minDelayTarget must not be greater than maxDelayTarget");
  }
  if (phases > policy.numRetries) {
    throw refusal("healthyRetryPolicy.numRetries must not be less than the retries of its phases");
  }
  return policy;
}

function contentTypeOf({ headerContentType: type }: Members): string | undefined {
  if (type === undefined || type === null) return undefined;
  if (typeof type !== "string" || !/^[\w.+-]{1,80}\/[\w.+-]{1,80}(?:; ?charset=[\w-]{1,40})?$/i.test(type)) {
    throw refusal("requestPolicy.headerContentType is not a media type");
  }
  return type;
}

/** What a topic's HTTP endpoints get, defaults included, as AWS shows it. */
export function effectiveTopicPolicy({ retries, contentType, disablesOverrides }: DeliveryPolicy): object {
  return {
    http: {
      defaultHealthyRetryPolicy: retries ?? HTTP_RETRIES,
      disableSubscriptionOverrides: disablesOverrides,
      defaultRequestPolicy: { headerContentType: contentType ?? CONTENT_TYPE },
    },
  };
}

/** What one HTTP endpoint gets: its subscription overrides the topic, unless that forbids it. */
export function effectivePolicy(topic: DeliveryPolicy, subscription: DeliveryPolicy) {
  const own = topic.disablesOverrides ? NONE : subscription;
  return {
    retries: own.retries ?? topic.retries ?? HTTP_RETRIES,
    contentType: own.contentType ?? topic.contentType ?? CONTENT_TYPE,
  };
}
