import type { TestConsole } from "../../../web/testing/test-console.ts";
import type { Listening } from "../console/listening.ts";

/** The page after the next message of a topic came. */
export async function after(console: TestConsole, act: () => Promise<unknown>): Promise<string> {
  const before = heard(console).count;
  const changed = console.nextChange();
  await act();
  await changed;
  while (heard(console).count === before) await console.nextChange();
  return console.show("mqtt");
}

export function heard(console: TestConsole): Listening {
  const listening = console.session.get<Listening>("mqtt");
  if (listening === undefined) throw new Error("Nothing is heard yet.");
  return listening;
}
