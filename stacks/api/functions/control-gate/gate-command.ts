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
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return refused("The body must be JSON.");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    return refused('The body must be an object such as {"message": "open"}.');
  }
  const { topic, message, ...others } = parsed as Record<string, unknown>;
  if (topic !== undefined && topic !== gateTopic) return refused(`The topic must be "${gateTopic}".`);
  if (!MESSAGES.has(message)) return refused('The message must be "open" or "close".');
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) return refused(`Unknown member ${JSON.stringify(unknown.slice(0, 40))}.`);
  return { kind: "command", message: message as GateMessage };
}

function refused(reason: string): GateCommand {
  return { kind: "refused", reason };
}
