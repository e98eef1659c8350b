import type { MqttClient } from "mqtt";
import { UserError } from "../../core/errors.ts";
import { readCredentials } from "../../runtime/state/credentials-file.ts";
import type { Connection } from "../connection.ts";

const SHOWN_CHARACTERS = 2_000;

/** Connects to the cloud's broker with the administrator's key. */
export async function connectToBroker(connection: Connection, name: string): Promise<MqttClient> {
  const key = readCredentials(connection.stateDir);
  const { connectAsync } = (await import("mqtt")).default;
  return connectAsync(`mqtt://127.0.0.1:${connection.running.mqttPort}`, {
    clientId: `${name}-${process.pid}`,
    reconnectPeriod: 1_000,
    ...(key === undefined ? {} : { username: key.accessKeyId, password: key.secretAccessKey }),
  });
}

/**
 * Subscribes. Whoever listens does so before: a retained message may come together with the answer.
 * Throws UserError when the broker refuses.
 */
export async function subscribe(client: MqttClient, topic: string): Promise<void> {
  const [grant] = await client.subscribeAsync(topic, { qos: 1 });
  if (grant !== undefined && grant.qos <= 2) return;
  await client.endAsync();
  throw new UserError(`The broker refuses to subscribe to ${topic}.`);
}

/** A payload fit for a terminal, whatever it holds. */
export function printable(text: string): string {
  return text.slice(0, SHOWN_CHARACTERS).replace(/[^\x20-\x7e\u00a0-\uffff]/g, "·");
}
