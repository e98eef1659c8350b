import { parseDeliveryPolicy } from "../shared/delivery-policy.ts";
import { invalidParameter, notSupportedHere } from "../shared/errors.ts";
import type { Topic } from "../shared/topic.ts";
import { assertTopicPolicy } from "./policy-document.ts";

export type Attributes = Readonly<Record<string, string>>;

interface Setting {
  /** What holds when it is not set; undefined: it is not shown then. */
  readonly standard?: string;
  /** @throws AwsError InvalidParameter */
  readonly check: (value: string, name: string) => void;
  /** Only topics with `FifoTopic` have it. */
  readonly fifo?: true;
  /** Said at creation alone. */
  readonly fixed?: true;
  /** Empty text takes it away. */
  readonly removable?: true;
}

const oneOf =
  (...values: readonly string[]) =>
  (value: string, name: string): void => {
    if (!values.includes(value)) {
      throw invalidParameter(`${name} Reason: ${name} must be ${values.join(" or ")}`);
    }
  };

const LONGEST_DISPLAY_NAME = 100;

/**
 * What can be set of a topic.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html
 */
const SETTINGS: ReadonlyMap<string, Setting> = new Map<string, Setting>([
  ["DisplayName", { standard: "", check: assertDisplayName }],
  ["Policy", { check: (text) => assertTopicPolicy(text) }],
  ["DeliveryPolicy", { check: (text) => void parseDeliveryPolicy(text), removable: true }],
  ["MaximumMessageSize", { check: assertSize }],
  ["SignatureVersion", { check: oneOf("1", "2") }],
  ["TracingConfig", { check: assertTracing }],
  ["KmsMasterKeyId", { check: assertKeyId, removable: true }],
  ["FifoTopic", { check: oneOf("true", "false"), fixed: true }],
  ["ContentBasedDeduplication", { standard: "false", check: oneOf("true", "false"), fifo: true }],
  ["FifoThroughputScope", { check: oneOf("Topic", "MessageGroup"), fifo: true }],
]);

/** What guards messages, or what becomes of them, and is not honoured here. */
const REFUSED =
  /^(?:ArchivePolicy|(?:HTTP|SQS|Lambda|Firehose|Application)(?:SuccessFeedbackRoleArn|SuccessFeedbackSampleRate|FailureFeedbackRoleArn))$/;

function assertDisplayName(value: string): void {
  if (value.length > LONGEST_DISPLAY_NAME) {
    throw invalidParameter("DisplayName Reason: must be at most 100 characters long");
  }
}

/** Id, ARN, alias or ARN of an alias: whether there is such a key is told to who publishes. */
function assertKeyId(value: string, name: string): void {
  if (!/^[a-zA-Z0-9:/_-]{1,2048}$/.test(value)) throw invalidParameter(name);
}

function assertSize(value: string): void {
  const bytes = /^\d{1,7}$/.test(value) ? Number(value) : 0;
  if (bytes < 1024 || bytes > 1_048_576) {
    throw invalidParameter("MaximumMessageSize Reason: must be between 1024 and 1048576");
  }
}

function assertTracing(value: string): void {
  if (value === "Active") throw notSupportedHere("The value Active of the topic attribute TracingConfig");
  if (value !== "PassThrough") throw invalidParameter("TracingConfig");
}

/** @throws AwsError InvalidParameter, UnsupportedOperation for what is not honoured here */
export function newAttributes(given: Attributes): Attributes {
  const fifo = given["FifoTopic"] === "true";
  const set = Object.entries(given).flatMap(([name, value]): [string, string][] => {
    if (name === "FifoTopic" && value === "false") return [];
    const checked = checkedValue(name, value, fifo);
    return checked === undefined ? [] : [[name, checked]];
  });
  return Object.fromEntries(set);
}

/** What a topic has after a change. @throws AwsError as `newAttributes` */
export function changedAttributes({ attributes }: Topic, name: string, value: string): Attributes {
  if (SETTINGS.get(name)?.fixed === true) throw invalidParameter("AttributeName");
  const checked = checkedValue(name, value, attributes["FifoTopic"] === "true");
  const kept = Object.entries(attributes).filter(([other]) => other !== name);
  return { ...Object.fromEntries(kept), ...(checked === undefined ? {} : { [name]: checked }) };
}

function checkedValue(name: string, value: string, fifo: boolean): string | undefined {
  if (REFUSED.test(name)) {
    if (value === "") return undefined;
    throw notSupportedHere(`The topic attribute ${name}`);
  }
  const setting = SETTINGS.get(name);
  if (setting === undefined || (setting.fifo === true && !fifo)) throw invalidParameter("AttributeName");
  if (value === "" && setting.removable === true) return undefined;
  setting.check(value, name);
  return value;
}

/** The settings that are shown of a topic, without its policies. */
export function settingsOf({ attributes }: Topic): [string, string][] {
  const fifo = attributes["FifoTopic"] === "true";
  return [...SETTINGS].flatMap(([name, setting]): [string, string][] => {
    const value = attributes[name] ?? (setting.fifo === true && !fifo ? undefined : setting.standard);
    return value === undefined || name === "Policy" ? [] : [[name, value]];
  });
}

/** Whether the topic has every attribute as it is given. */
export function hasAttributes({ attributes }: Topic, given: Attributes): boolean {
  return Object.entries(given).every(
    ([name, value]) => (attributes[name] ?? SETTINGS.get(name)?.standard) === value,
  );
}
