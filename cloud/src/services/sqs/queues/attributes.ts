import { invalidAttributeName, invalidAttributeValue, twoEncryptions } from "../shared/errors.ts";
import { isFifo, type Queue } from "../shared/queue.ts";
import { assertQueuePolicy } from "./policy-document.ts";

/** Longest message that SQS takes, in bytes. */
export const LARGEST_MESSAGE_BYTES = 1_048_576;

interface Setting {
  /** What holds when it is not set; undefined: it is not there then. */
  readonly standard?: string;
  readonly isValid: (value: string) => boolean;
  /** Only queues with `FifoQueue` have it. */
  readonly fifo?: true;
  /** Never changed once the queue is there. */
  readonly fixed?: true;
}

function between(least: number, most: number): (value: string) => boolean {
  return (value) => /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most;
}

const oneOf =
  (...values: readonly string[]) =>
  (value: string): boolean =>
    values.includes(value);

const flag = oneOf("true", "false");

/**
 * What can be set of a queue, in the order in which GetQueueAttributes tells it. Redrive policies are
 * looked at where other queues are known.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
const SETTINGS: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  ["VisibilityTimeout", { standard: "30", isValid: between(0, 43_200) }],
  [
    "MaximumMessageSize",
    { standard: String(LARGEST_MESSAGE_BYTES), isValid: between(1024, LARGEST_MESSAGE_BYTES) },
  ],
  ["MessageRetentionPeriod", { standard: "345600", isValid: between(60, 1_209_600) }],
  ["DelaySeconds", { standard: "0", isValid: between(0, 900) }],
  ["ReceiveMessageWaitTimeSeconds", { standard: "0", isValid: between(0, 20) }],
  ["Policy", { isValid: () => true }],
  ["RedrivePolicy", { isValid: () => true }],
  ["RedriveAllowPolicy", { isValid: () => true }],
  ["SqsManagedSseEnabled", { standard: "true", isValid: flag }],
  ["KmsMasterKeyId", { isValid: (value) => value.length <= 2048 }],
  ["KmsDataKeyReusePeriodSeconds", { standard: "300", isValid: between(60, 86_400) }],
  ["FifoQueue", { isValid: oneOf("true"), fifo: true, fixed: true }],
  ["ContentBasedDeduplication", { standard: "false", isValid: flag, fifo: true }],
  ["DeduplicationScope", { standard: "queue", isValid: oneOf("queue", "messageGroup"), fifo: true }],
  [
    "FifoThroughputLimit",
    { standard: "perQueue", isValid: oneOf("perQueue", "perMessageGroupId"), fifo: true },
  ],
]);

/** Empty text takes these away. */
const REMOVABLE: ReadonlySet<string> = new Set([
  "KmsMasterKeyId",
  "Policy",
  "RedrivePolicy",
  "RedriveAllowPolicy",
]);

export type Attributes = Readonly<Record<string, string>>;

/**
 * Checks what is given of a new queue.
 * @throws SqsError InvalidAttributeName, InvalidAttributeValue
 */
export function newAttributes(given: Attributes): Attributes {
  // AWS takes the absence of the member for a standard queue, and no other word for it.
  if (given["FifoQueue"] === "false") throw invalidAttributeName("FifoQueue");
  const attributes = checked(given, given["FifoQueue"] === "true");
  assertOneEncryption(given, attributes);
  return attributes;
}

/** @throws SqsError InvalidAttributeName */
function assertOneEncryption(given: Attributes, after: Attributes): void {
  if (given["SqsManagedSseEnabled"] === "true" && after["KmsMasterKeyId"] !== undefined) {
    throw twoEncryptions();
  }
}

/** What a queue has after a change. @throws SqsError as `newAttributes` */
export function changedAttributes(queue: Queue, given: Attributes): Attributes {
  for (const [name, value] of Object.entries(given)) {
    if (SETTINGS.get(name)?.fixed !== true || queue.attributes[name] === value) continue;
    throw isFifo(queue) ? invalidAttributeValue(name) : invalidAttributeName(name);
  }
  const kept = Object.entries(queue.attributes).filter(([name]) => !Object.hasOwn(given, name));
  const after = { ...Object.fromEntries(kept), ...checked(given, isFifo(queue)) };
  assertOneEncryption(given, after);
  return after;
}

function checked(given: Attributes, fifo: boolean): Attributes {
  const set: [string, string][] = [];
  for (const [name, value] of Object.entries(given)) {
    if (value === "" && REMOVABLE.has(name)) continue;
    const setting = SETTINGS.get(name);
    if (setting === undefined || (setting.fifo === true && !fifo)) throw invalidAttributeName(name);
    if (!setting.isValid(value)) throw invalidAttributeValue(name);
    if (name === "Policy") assertQueuePolicy(value);
    set.push([name, value]);
  }
  return Object.fromEntries(set);
}

/** The value of a setting, as it is or by default. */
export function setting({ attributes }: Pick<Queue, "attributes">, name: string): string {
  const hasKey = attributes["KmsMasterKeyId"] !== undefined;
  if (hasKey && name === "SqsManagedSseEnabled") return "false";
  if (!hasKey && name === "KmsDataKeyReusePeriodSeconds") return "";
  return attributes[name] ?? SETTINGS.get(name)?.standard ?? "";
}

export const numberSetting = (queue: Pick<Queue, "attributes">, name: string): number =>
  Number(setting(queue, name));

/** All settings that hold of the queue, by name. */
export function settingsOf(queue: Queue): [string, string][] {
  const fifo = isFifo(queue);
  return [...SETTINGS].flatMap(([name, { fifo: onlyFifo }]) => {
    const value = setting(queue, name);
    return value === "" || (onlyFifo === true && !fifo) ? [] : [[name, value] as [string, string]];
  });
}

export const isSetting = (name: string): boolean => SETTINGS.has(name);
