import type { MqttClient } from "mqtt";
import { UserError } from "../../core/errors.ts";
import { readCredentials } from "../../runtime/state/credentials-file.ts";
import type { Connection } from "../connection.ts";

const SHOWN_CHARACTERS = 2_000;

/** Connects to the cloud's broker with the administrator's key and subscribes. */
export async function subscribeTo(
  connection: Connection,
  { name, topic }: { readonly name: string; readonly topic: string },
): Promise<MqttClient> {
  const key = readCredentials(connection.stateDir);
  const { connectAsync } = (await import("mqtt")).default;
  const client = await connectAsync(`mqtt://127.0.0.1:${connection.running.mqttPort}`, {
    clientId: `${name}-${process.pid}`,
    reconnectPeriod: 1_000,
    ...(key === undefined ? {} : { username: key.accessKeyId, password: key.secretAccessKey }),
  });
  const [grant] = await client.subscribeAsync(topic, { qos: 1 });
  if (grant === undefined || grant.qos > 2) {
    await client.endAsync();
    throw new UserError(`The broker refuses to subscribe to ${topic}.`);
  }
  return client;
}

/** A payload fit for a terminal, whatever it holds. */
export function printable(text: string): string {
  return text.slice(0, SHOWN_CHARACTERS).replace(/[^\x20-\x7e\u00a0-\uffff]/g, "·");
}
