import type { SqsContext } from "../shared/context.ts";
import { invalidValue } from "../shared/errors.ts";
import { isFifo, nameInArn, type Queue, queueArn } from "../shared/queue.ts";

/** Where messages go that were received too often. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

const MOST_RECEIVES = 1000;
const MOST_SOURCES = 10;

export function redrivePolicyOf({ attributes }: Pick<Queue, "attributes">): RedrivePolicy | undefined {
  const text = attributes["RedrivePolicy"];
  if (text === undefined) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text) as RedrivePolicy;
  return { deadLetterTargetArn, maxReceiveCount: Number(maxReceiveCount) };
}

/**
 * Checks both redrive policies of a queue against the queues that are there [SQS-6].
 * @throws SqsError InvalidParameterValue
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function assertRedrive(sqs: SqsContext, queue: Pick<Queue, "name" | "attributes">): void {
  const { RedrivePolicy: policy, RedriveAllowPolicy: allow } = queue.attributes;
  if (policy !== undefined) assertRedrivePolicy(sqs, queue, policy);
  if (allow !== undefined) assertAllowPolicy(allow);
}

function assertRedrivePolicy(sqs: SqsContext, queue: Pick<Queue, "name" | "attributes">, text: string): void {
  const refuse = (reason: string) => invalidValue(text, "RedrivePolicy", reason);
  const policy = jsonMap(text);
  if (policy === undefined) throw refuse("Redrive policy is not a valid JSON map.");
  for (const name of ["deadLetterTargetArn", "maxReceiveCount"]) {
    if (policy[name] === undefined) {
      throw refuse(`Redrive policy does not contain mandatory attribute: ${name}.`);
    }
  }
  const other = Object.keys(policy).find(
    (name) => !["deadLetterTargetArn", "maxReceiveCount"].includes(name),
  );
  if (other !== undefined)
    throw refuse("Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount].");
  const { deadLetterTargetArn: arn, maxReceiveCount: count } = policy;
  if (!isCount(count)) {
    throw refuse(
      `Invalid value for maxReceiveCount: ${String(count)}, valid values are from 1 to ${MOST_RECEIVES} both inclusive.`,
    );
  }
  const name = typeof arn === "string" ? nameInArn(arn, sqs.scope) : undefined;
  const target = name === undefined ? undefined : sqs.queues.find(name);
  if (target === undefined) throw refuse("Dead letter target does not exist.");
  if (isFifo(target) !== isFifo(queue)) {
    throw refuse("Dead-letter queue must be same type of queue as the source.");
  }
  if (!allows(target, queueArn(sqs.scope, queue.name))) {
    throw refuse(
      `Queue ${queueArn(sqs.scope, target.name)} does not permit ${queueArn(sqs.scope, queue.name)} to use it as dead-letter queue.`,
    );
  }
}

function isCount(value: unknown): boolean {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return Number.isInteger(number) && Number(number) >= 1 && Number(number) <= MOST_RECEIVES;
}

function assertAllowPolicy(text: string): void {
  const refuse = (reason: string) => invalidValue(text, "RedriveAllowPolicy", reason);
  const policy = jsonMap(text);
  if (policy === undefined) throw refuse("Redrive allow policy is not a valid JSON map.");
  const { redrivePermission: permission, sourceQueueArns: arns } = policy;
  if (permission !== "allowAll" && permission !== "denyAll" && permission !== "byQueue") {
    throw refuse(
      "Amazon SQS can't create the redrive allow policy. The value of redrivePermission must be allowAll, denyAll or byQueue.",
    );
  }
  const isList = Array.isArray(arns) && arns.every((arn) => typeof arn === "string");
  if (permission !== "byQueue" && arns !== undefined) {
    throw refuse("Amazon SQS can't create the redrive allow policy. sourceQueueArns is for byQueue alone.");
  }
  if (permission === "byQueue" && (!isList || arns.length === 0 || arns.length > MOST_SOURCES)) {
    throw refuse(
      `Amazon SQS can't create the redrive allow policy. byQueue needs 1 to ${MOST_SOURCES} sourceQueueArns.`,
    );
  }
}

/** Whether the queue lets another use it as its dead-letter queue. */
function allows({ attributes }: Queue, sourceArn: string): boolean {
  const text = attributes["RedriveAllowPolicy"];
  if (text === undefined) return true;
  const { redrivePermission, sourceQueueArns = [] } = JSON.parse(text) as {
    readonly redrivePermission: string;
    readonly sourceQueueArns?: readonly string[];
  };
  return redrivePermission === "byQueue"
    ? sourceQueueArns.includes(sourceArn)
    : redrivePermission === "allowAll";
}

function jsonMap(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
    return isMap ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}
