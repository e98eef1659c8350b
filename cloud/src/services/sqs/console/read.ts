import { AwsError } from "../../../core/errors.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";

type Caller = Pick<ConsoleContext, "call">;

/** A queue as SQS describes it. */
export interface QueueView {
  readonly name: string;
  readonly url: string;
  /** All of GetQueueAttributes. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface QueuesPage {
  readonly rows: readonly QueueView[];
  readonly next: string | undefined;
}

const ON_A_PAGE = 25;

interface Listed {
  readonly QueueUrls?: readonly string[];
  readonly NextToken?: string;
}

/** @param token of the page before */
export async function readQueues(
  console: Caller,
  { prefix, token }: { readonly prefix: string; readonly token: string | null },
): Promise<QueuesPage> {
  const { QueueUrls = [], NextToken } = await console.call<Listed>("sqs", "ListQueues", {
    MaxResults: ON_A_PAGE,
    ...(prefix === "" ? {} : { QueueNamePrefix: prefix }),
    ...(token === null ? {} : { NextToken: token }),
  });
  const found = await Promise.all(QueueUrls.map((url) => unlessGone(attributesOf(console, url))));
  return { rows: found.filter((each) => each !== undefined), next: NextToken };
}

/** Undefined where there are more than a page of AWS has. */
export async function countQueues(console: Caller): Promise<number | undefined> {
  const { QueueUrls = [], NextToken } = await console.call<Listed>("sqs", "ListQueues", {
    MaxResults: 1_000,
  });
  return NextToken === undefined ? QueueUrls.length : undefined;
}

/** @throws AwsError QueueDoesNotExist */
export async function readQueue(console: Caller, QueueName: string): Promise<QueueView> {
  const { QueueUrl } = await console.call<{ QueueUrl: string }>("sqs", "GetQueueUrl", { QueueName });
  return attributesOf(console, QueueUrl);
}

/** Names of the queues whose dead letters come here, at most a thousand. */
export async function readSources(console: Caller, QueueUrl: string): Promise<readonly string[]> {
  const { queueUrls = [] } = await console.call<{ queueUrls?: readonly string[] }>(
    "sqs",
    "ListDeadLetterSourceQueues",
    { QueueUrl },
  );
  return queueUrls.map(nameOfUrl);
}

async function attributesOf(console: Caller, QueueUrl: string): Promise<QueueView> {
  const { Attributes } = await console.call<{ Attributes: Readonly<Record<string, string>> }>(
    "sqs",
    "GetQueueAttributes",
    { QueueUrl, AttributeNames: ["All"] },
  );
  return { name: nameOfUrl(QueueUrl), url: QueueUrl, attributes: Attributes };
}

/** One that was deleted since it was listed has no row. */
async function unlessGone<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AwsError && error.code === "QueueDoesNotExist") return undefined;
    throw error;
  }
}

function nameOfUrl(url: string): string {
  return url.slice(url.lastIndexOf("/") + 1);
}

export function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}

export function numberOf({ attributes }: QueueView, name: string): number {
  return Number(attributes[name] ?? 0);
}

export function isFifo({ attributes }: QueueView): boolean {
  return attributes["FifoQueue"] === "true";
}

export interface Redrive {
  /** Name of the dead-letter queue. */
  readonly target: string;
  readonly maxReceiveCount: number;
}

/** Where dead letters go; undefined where they stay. */
export function redriveOf({ attributes }: QueueView): Redrive | undefined {
  const policy = attributes["RedrivePolicy"];
  if (policy === undefined || policy === "") return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(policy) as {
    readonly deadLetterTargetArn: string;
    readonly maxReceiveCount: number | string;
  };
  return { target: nameOfArn(deadLetterTargetArn), maxReceiveCount: Number(maxReceiveCount) };
}
