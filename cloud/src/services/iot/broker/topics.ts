import { MAX_TOPIC_BYTES, MAX_TOPIC_SLASHES } from "../shared/constants.ts";

/** What a decoder puts in place of bytes that are no UTF-8; MQTT has the connection closed over them. */
const ILL_FORMED = "\uFFFD";

/** Text as MQTT 3.1.1 §1.5.3 allows it. */
export const isMqttText = (text: string): boolean => !text.includes("\0") && !text.includes(ILL_FORMED);

/**
 * What is wrong with a topic that a client publishes to; undefined when nothing is.
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/topics.html
 */
export function topicProblem(topic: string): string | undefined {
  const ingest = basicIngest(topic);
  if (ingest === undefined) return plainTopicProblem(topic);
  // The prefix does not count for the limits, and behind it there may be nothing.
  return ingest.topic === "" ? undefined : plainTopicProblem(ingest.topic);
}

const INGEST = /^\$aws\/rules\/(\w{1,128})(?:\/(.*))?$/s;

/**
 * The rule that a topic of Basic Ingest names, and the topic that the rule is told.
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/iot-basic-ingest.html
 */
export function basicIngest(topic: string): { readonly rule: string; readonly topic: string } | undefined {
  if (!topic.startsWith("$aws/rules/")) return undefined;
  const [, rule, rest = ""] = INGEST.exec(topic) ?? [];
  return rule === undefined ? undefined : { rule, topic: rest };
}

function plainTopicProblem(topic: string): string | undefined {
  if (topic === "") return "Topic is empty";
  if (/[+#]/.test(topic)) return "Topic contains wildcard characters";
  if (!isMqttText(topic)) return "Topic is not UTF-8 without null characters";
  // IOT-9: topics that begin with $ belong to AWS.
  if (topic.startsWith("$")) return "Topic is reserved";
  return sizeProblem(topic);
}

const SHARE_PREFIX = "$share/";

/**
 * The filter behind `$share/<name>/`; undefined for a filter that is not shared.
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/mqtt.html#mqtt5-shared-subscription
 */
export function sharedFilter(filter: string): string | undefined {
  if (!filter.startsWith(SHARE_PREFIX)) return undefined;
  const slash = filter.indexOf("/", SHARE_PREFIX.length);
  return slash === -1 ? undefined : filter.slice(slash + 1);
}

/** What is wrong with a topic filter; undefined when nothing is. */
export function filterProblem(filter: string): string | undefined {
  const shared = sharedFilter(filter);
  if (shared === undefined && !isShare(filter)) return plainFilterProblem(filter);
  const name = filter.slice(SHARE_PREFIX.length).split("/")[0] ?? "";
  // IOT-21: a share has a name without wildcards and a filter, which alone counts for the limits.
  if (shared === undefined || name === "" || hasWildcard(name)) return "Shared subscription is malformed";
  return isMqttText(name) ? plainFilterProblem(shared) : "Topic filter is not UTF-8 without null characters";
}

const isShare = (filter: string): boolean => filter === "$share" || filter.startsWith(SHARE_PREFIX);

function plainFilterProblem(filter: string): string | undefined {
  if (filter === "") return "Topic filter is empty";
  if (!isMqttText(filter)) return "Topic filter is not UTF-8 without null characters";
  const levels = filter.split("/");
  const wellFormed = levels.every((level, index) => {
    if (level === "+") return true;
    if (level === "#") return index === levels.length - 1;
    return !/[+#]/.test(level);
  });
  if (!wellFormed) return "Topic filter has a wildcard in the wrong place";
  return sizeProblem(filter);
}

// IOT-8: 256 bytes, seven slashes.
function sizeProblem(text: string): string | undefined {
  if (Buffer.byteLength(text) > MAX_TOPIC_BYTES) return "Topic is longer than 256 bytes";
  if (text.split("/").length - 1 > MAX_TOPIC_SLASHES) return "Topic has more than 7 slashes";
  return undefined;
}

export const hasWildcard = (filter: string): boolean => /[+#]/.test(filter);

/**
 * True when a filter takes a topic, AWS's way: `sensor/#` takes `sensor/` and `sensor/a/b` but not
 * `sensor`; wildcards at the start take no `$` topics.
 * @see https://docs.aws.amazon.com/iot/latest/developerguide/topics.html#topicfilters
 */
export function filterMatches(filterLevels: readonly string[], topicLevels: readonly string[]): boolean {
  const first = filterLevels[0];
  if ((first === "+" || first === "#") && topicLevels[0]?.startsWith("$") === true) return false;
  for (const [index, level] of filterLevels.entries()) {
    // IOT-10: `#` stands for one level at least.
    if (level === "#") return topicLevels.length > index;
    const actual = topicLevels[index];
    if (actual === undefined || (level !== "+" && level !== actual)) return false;
  }
  return filterLevels.length === topicLevels.length;
}
