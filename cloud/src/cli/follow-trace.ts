import type { KeptEvent } from "../trace/kept-event.ts";
import type { Connection } from "./connection.ts";

export type FollowedEvent = KeptEvent & { readonly sentence?: string };

/**
 * Hands on every refusal and failure as it happens, until the cloud stops; reconnecting readers go on
 * where they were.
 */
export async function followTrace(
  { running }: Pick<Connection, "running">,
  show: (event: FollowedEvent) => void,
): Promise<void> {
  const reply = await fetch(`http://127.0.0.1:${running.port}/_portcullis/trace`, {
    headers: { accept: "text/event-stream" },
  });
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of reply.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    const messages = text.split("\n\n");
    text = messages.pop() ?? "";
    for (const event of messages.flatMap(eventsOf)) {
      if (event.verdict === "deny" || event.verdict === "error") show(event);
    }
  }
}

function eventsOf(message: string): FollowedEvent[] {
  if (!message.startsWith("id: ")) return [];
  const data = message.split("\n").find((line) => line.startsWith("data: "));
  return data === undefined ? [] : [JSON.parse(data.slice("data: ".length)) as FollowedEvent];
}
