import { AwsError } from "../../../core/errors.ts";
import { sizeText } from "../../../web/parts/bytes.ts";
import { printable } from "../../../web/parts/printable.ts";
import type { ConsoleAnswer, ConsoleContext, ConsoleForm } from "../../../wire/console-area.ts";
import { NOBODY, type OutgoingMessage, publishAsNobody, readRoles, roleRefusal } from "./publishers.ts";
import { type RetainedMessage, retainedOf } from "./retained.tsx";
import { MQTT_PATH, told } from "./topics.ts";

/** A retained message up to this size can be put back. */
const MOST_UNDO_BYTES = 16_384;

/** Publishes as the form says; what AWS refuses is told in its words. */
export async function publish(console: ConsoleContext, form: ConsoleForm): Promise<ConsoleAnswer> {
  const topic = form.text("topic");
  const encoded = form.text("payload-base64");
  const payload = encoded === "" ? Buffer.from(form.text("payload")) : Buffer.from(encoded, "base64");
  const retain = form.text("retain") !== "";
  const as = form.text("as");
  console.session.set("mqtt-draft", { topic, payload: form.text("payload"), qos: form.text("qos"), as });
  const message: OutgoingMessage = { topic, payload, qos: form.text("qos") === "1" ? 1 : 0, retain };
  const done = `Published ${sizeText(payload.length)} to ${printable(topic)}${retain ? ", and retained it" : ""}`;
  if (as === NOBODY.value) {
    const refusal = await publishAsNobody(console, message);
    return refusal === undefined
      ? told("yes", `${done}, without credentials.`)
      : told("no", `Nothing was published: nobody is ${printable(refusal)}`);
  }
  if (as !== "") return publishAsRole(console, { as, message, done });
  const refusal = await published(console, message);
  return refusal === undefined
    ? told("yes", `${done}.`)
    : told("no", `Nothing was published: ${printable(refusal)}`);
}

interface AsRole {
  readonly as: string;
  readonly message: OutgoingMessage;
  /** What is told of it when it is published. */
  readonly done: string;
}

/** Where the role's policies allow it, the message goes out with the administrator's key, and that is said. */
async function publishAsRole(console: ConsoleContext, { as, message, done }: AsRole): Promise<ConsoleAnswer> {
  const role = (await readRoles(console)).find(({ value }) => value === as);
  if (role === undefined) return told("no", "Nothing was published: that is the role of no function.");
  try {
    const refusal = (await roleRefusal(console, as, message)) ?? (await published(console, message));
    return refusal === undefined
      ? told(
          "yes",
          `${done}: the policies of the ${role.label} allow it. It was sent with the administrator’s key, because only Lambda takes that role.`,
        )
      : told("no", `Nothing was published as the ${role.label}: ${printable(refusal)}.`);
  } catch (error) {
    if (error instanceof AwsError)
      return told("no", `Nothing was published: ${error.code}: ${error.message}`);
    throw error;
  }
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

/** @returns the words of a refusal */
async function published(console: ConsoleContext, message: OutgoingMessage): Promise<string | undefined> {
  try {
    await console.call("iot-data", "Publish", { ...message });
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return `${error.code}: ${error.message}`;
    throw error;
  }
}
