import mqtt, { type IClientOptions, type MqttClient } from "mqtt";

/** Connects once, without reconnecting; rejects with the refusal. */
export async function connectMqtt(url: string, options: IClientOptions = {}): Promise<MqttClient> {
  const client = mqtt.connect(url, { reconnectPeriod: 0, connectTimeout: 5000, clean: true, ...options });
  await new Promise<void>((resolve, reject) => {
    client.once("connect", () => resolve());
    client.once("error", (error) => {
      client.end(true);
      reject(error);
    });
    client.once("close", () => reject(new Error("closed before CONNACK")));
  });
  client.on("error", () => undefined);
  return client;
}

export interface ReceivedMessage {
  readonly topic: string;
  readonly text: string;
  readonly retain: boolean;
  readonly qos: number;
  readonly dup: boolean;
}

/** The next message that reaches the client. */
export async function nextMessage(client: MqttClient): Promise<ReceivedMessage> {
  return await new Promise((resolve) => {
    client.once("message", (topic, payload, { retain, qos, dup }) =>
      resolve({ topic, text: payload.toString(), retain, qos, dup }),
    );
  });
}

/** Resolves when the connection is gone. */
export async function closed(client: MqttClient): Promise<void> {
  if (client.disconnected || !client.connected) return;
  await new Promise<void>((resolve) => client.once("close", () => resolve()));
}
