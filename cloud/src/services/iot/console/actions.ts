import { AwsError } from "../../../core/errors.ts";
import { sizeText } from "../../../web/parts/bytes.ts";
import { printable } from "../../../web/parts/printable.ts";
import type { ConsoleAnswer, ConsoleContext, ConsoleForm } from "../../../wire/console-area.ts";
import { type RetainedMessage, retainedOf } from "./retained.tsx";
import { MQTT_PATH, told } from "./topics.ts";

/** A retained message up to this size can be put back. */
const MOST_UNDO_BYTES = 16_384;

/** Publishes with the administrator's key; what AWS refuses is told in its words. */
export async function publish(console: ConsoleContext, form: ConsoleForm): Promise<ConsoleAnswer> {
  const topic = form.text("topic");
  const encoded = form.text("payload-base64");
  const payload = encoded === "" ? Buffer.from(form.text("payload")) : Buffer.from(encoded, "base64");
  const retain = form.text("retain") !== "";
  console.session.set("mqtt-draft", { topic, payload: form.text("payload"), qos: form.text("qos") });
  const refusal = await published(console, { topic, payload, qos: form.text("qos") === "1" ? 1 : 0, retain });
  if (refusal !== undefined) return told("no", `Nothing was published: ${refusal}`);
  return told(
    "yes",
    `Published ${sizeText(payload.length)} to ${printable(topic)}${retain ? ", and retained it" : ""}.`,
  );
}

/** Takes a retained message away: an empty one is published in its place. */
export async function clearRetained(console: ConsoleContext, form: ConsoleForm): Promise<ConsoleAnswer> {
  const topic = form.text("topic");
  if (form.text("typed") !== topic) {
    return told("no", "The topic that was typed is another one: the retained message is still there.");
  }
  const before = await retainedOf(console, topic);
  const refusal = await published(console, { topic, payload: Buffer.alloc(0), qos: 0, retain: true });
  if (refusal !== undefined) return told("no", `The retained message is still there: ${refusal}`);
  const text = `${printable(topic)} has no retained message any more.`;
  if (before.payload.length > MOST_UNDO_BYTES) return told("yes", text);
  return {
    redirect: MQTT_PATH,
    notice: { verdict: "yes", text, undo: { action: `${MQTT_PATH}/publish`, fields: putBack(before) } },
  };
}

function putBack({ topic, payload, qos }: RetainedMessage): Record<string, string> {
  return { topic, "payload-base64": payload.toString("base64"), qos: String(qos), retain: "on" };
}

interface Published {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: 0 | 1;
  readonly retain: boolean;
}

/** @returns the words of a refusal */
async function published(console: ConsoleContext, message: Published): Promise<string | undefined> {
  try {
    await console.call("iot-data", "Publish", { ...message });
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
}
