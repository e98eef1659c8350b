import { parseJsonObject, surplusOf } from "../shared/json-body.ts";

export type GateMessage = "open" | "close";

export type GateCommand =
  | { readonly kind: "command"; readonly message: GateMessage }
  | { readonly kind: "refused"; readonly reason: string };

const MESSAGES: ReadonlySet<unknown> = new Set<GateMessage>(["open", "close"]);
const MAXIMUM_CHARACTERS = 1_000;

/**
 * Reads `{"topic": "controlGate", "message": "open"}`. The topic may be left out; it is never the
 * caller's choice, so another one is refused rather than ignored [DOOR-5].
 */
export function parseGateCommand(body: string, gateTopic: string): GateCommand {
  if (body.length > MAXIMUM_CHARACTERS) return refused("The body is too long.");
  const parsed = parseJsonObject(body, '{"message": "open"}');
  if (parsed.kind === "refused") return parsed;
  const { topic, message, ...others } = parsed.members;
  if (topic !== undefined && topic !== gateTopic) return refused(`The topic must be "${gateTopic}".`);
  if (!MESSAGES.has(message)) return refused('The message must be "open" or "close".');
  const surplus = surplusOf(others);
  if (surplus !== undefined) return refused(surplus);
  return { kind: "command", message: message as GateMessage };
}

function refused(reason: string): GateCommand {
  return { kind: "refused", reason };
}
