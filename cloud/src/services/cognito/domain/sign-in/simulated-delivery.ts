import type { Why } from "../../../../core/why.ts";

/** The answer looks like success: only the trace says that nothing was sent. */
export function simulatedWhy(username: string, state: string): Why {
  return { rule: "COG-REC-1", reason: "delivery-simulated", concealed: true, had: { username, state } };
}
