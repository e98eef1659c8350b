import { type Arn, isOfHere, parseArn } from "../../../core/arns.ts";
import type { AwsError } from "../../../core/errors.ts";
import type { SnsContext } from "../shared/context.ts";
import { invalidInput, invalidParameter, notSupportedHere } from "../shared/errors.ts";
import type { Protocol } from "../shared/subscription.ts";
import { isFifo, type Topic } from "../shared/topic.ts";

type Surroundings = Pick<SnsContext, "messageQueues" | "scope">;
type Check = (endpoint: string, surroundings: Surroundings, topic: Topic) => void;

const CHECKS: Readonly<Record<Protocol, Check>> = {
  email: assertEmail,
  "email-json": assertEmail,
  http: (endpoint) => assertUrl(endpoint, "http:"),
  https: (endpoint) => assertUrl(endpoint, "https:"),
  lambda: assertFunction,
  sms: assertSms,
  sqs: assertQueue,
};

const PHONE_NUMBER = /^\+\d(?:[-. ]?\d){1,30}$/;

/** AWS takes these; nothing here delivers to them. */
const REFUSED: ReadonlySet<string> = new Set(["application", "firehose"]);

/**
 * Whether notifications of the topic can go there.
 * @throws AwsError InvalidParameter, UnsupportedOperation
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export function assertEndpoint(
  sns: Surroundings,
  topic: Topic,
  protocol: string,
  endpoint: string,
): Protocol {
  if (REFUSED.has(protocol)) throw notSupportedHere(`The protocol ${protocol} of Subscribe`);
  if (!Object.hasOwn(CHECKS, protocol)) {
    throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  }
  const known = protocol as Protocol;
  CHECKS[known](endpoint, sns, topic);
  if (isFifo(topic) && known !== "sqs") {
    throw invalidParameter("Invalid parameter: Endpoint Reason: Please use FIFO SQS queue");
  }
  return known;
}

/** Endpoints that somebody has to confirm: whoever names them need not own them. */
export const needsConfirmation = (protocol: Protocol): boolean =>
  ["email", "email-json", "http", "https"].includes(protocol);

function assertEmail(endpoint: string): void {
  if (!/^[^\s\p{Cc}@]{1,64}@[^\s\p{Cc}@]{1,255}$/u.test(endpoint)) throw invalidParameter("Email address");
}

function assertUrl(endpoint: string, scheme: "http:" | "https:"): void {
  if (!URL.canParse(endpoint) || new URL(endpoint).protocol !== scheme) {
    throw invalidParameter("Endpoint must match the specified protocol");
  }
}

function assertSms(endpoint: string): void {
  if (!isPhoneNumber(endpoint)) throw invalidInput(`Invalid SMS endpoint: ${endpoint}`);
}

/** `+15551234567`, with single separators at most. */
export const isPhoneNumber = (text: string): boolean => PHONE_NUMBER.test(text);

function assertFunction(endpoint: string, { scope }: Surroundings): void {
  const arn = parseArn(endpoint);
  if (arn?.service !== "lambda" || !arn.resource.startsWith("function:")) {
    throw invalidParameter("Lambda endpoint ARN");
  }
  assertHere(arn, scope, endpoint);
}

function assertQueue(endpoint: string, { messageQueues, scope }: Surroundings, topic: Topic): void {
  const arn = parseArn(endpoint);
  if (arn?.service !== "sqs") throw invalidParameter("SQS endpoint ARN");
  assertHere(arn, scope, endpoint);
  if (!isFifo(topic) && messageQueues.find(endpoint)?.isFifo === true) {
    throw invalidParameter(
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
    );
  }
}

function assertHere(arn: Arn, scope: SnsContext["scope"], endpoint: string): void {
  if (!isOfHere(arn, scope)) throw elsewhere(endpoint);
}

function elsewhere(endpoint: string): AwsError {
  return notSupportedHere(`The endpoint ${endpoint}, which is of another account or region,`);
}
