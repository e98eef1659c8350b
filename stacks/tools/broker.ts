import type { Broker, ToolContext } from "./tool.ts";

const SHOWN_CHARACTERS = 2_000;

/**
 * Subscribes. Whoever listens does so before: a retained message may come together with the answer.
 * Throws a person's mistake when the broker refuses.
 */
export async function subscribe(broker: Broker, topic: string, { mistake }: ToolContext): Promise<void> {
  const [grant] = await broker.subscribeAsync(topic, { qos: 1 });
  if (grant !== undefined && grant.qos <= 2) return;
  await broker.endAsync();
  throw mistake(`The broker refuses to subscribe to ${topic}.`);
}

/** A payload fit for a terminal, whatever it holds. */
export function printable(text: string): string {
  return text.slice(0, SHOWN_CHARACTERS).replace(/[^\x20-\x7e\u00a0-\uffff]/g, "·");
}
