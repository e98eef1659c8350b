import mqtt from "mqtt";
import type { ProductFacts } from "./product.ts";

export interface Listener {
  /** The next message, in order of arrival. */
  next(): Promise<{ topic: string; payload: string }>;
  /** How many arrived that nobody asked for yet. */
  waiting(): number;
  close(): Promise<void>;
}

/** A device that leaves a retained last will. */
export async function connectWithWill(
  facts: ProductFacts,
  will: { readonly topic: string; readonly payload: string },
): Promise<{ /** The connection is cut, without a goodbye. */ lose(): void }> {
  const client = await connectTo(facts, { will: { ...will, qos: 1, retain: true } });
  return { lose: () => void client.stream.destroy() };
}

/** Connects over MQTT (TCP) with the administrator's key. */
function connectTo(facts: ProductFacts, options: mqtt.IClientOptions = {}): Promise<mqtt.MqttClient> {
  return mqtt.connectAsync(`mqtt://127.0.0.1:${facts.mqttPort}`, {
    ...options,
    username: facts.credentials.accessKeyId,
    password: facts.credentials.secretAccessKey,
    reconnectPeriod: 0,
  });
}

/** Publishes a retained message, as a device reports its state; resolves when it is acknowledged. */
export async function report(facts: ProductFacts, topic: string, payload: string): Promise<void> {
  const client = await connectTo(facts);
  await client.publishAsync(topic, payload, { qos: 1, retain: true });
  await client.endAsync();
}

/** Subscribes with the administrator's key. */
export async function listenTo(facts: ProductFacts, topic: string): Promise<Listener> {
  const client = await connectTo(facts);
  const arrived: { topic: string; payload: string }[] = [];
  const asked: ((message: { topic: string; payload: string }) => void)[] = [];
  client.on("message", (name, payload) => {
    const message = { topic: name, payload: payload.toString("utf8") };
    const first = asked.shift();
    if (first === undefined) arrived.push(message);
    else first(message);
  });
  // Listening comes first: a retained message may arrive together with the answer.
  await client.subscribeAsync(topic, { qos: 1 });
  return {
    next: () => {
      const message = arrived.shift();
      return message === undefined ? new Promise((resolve) => asked.push(resolve)) : Promise.resolve(message);
    },
    waiting: () => arrived.length,
    close: async () => {
      await client.endAsync();
    },
  };
}
