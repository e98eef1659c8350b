import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ConsoleSaved } from "../../wire/console-ports.ts";
import { readIfThere } from "../state/state-folder.ts";

const FILE = "console.json";

/** Keeps what people save in the console in a file of the state folder (mode 0600). */
export function createSaved(stateDir: string): ConsoleSaved {
  const file = join(stateDir, FILE);
  const read = (): Map<string, unknown> => {
    const text = readIfThere(file)?.toString("utf8");
    return new Map(text === undefined ? [] : Object.entries(JSON.parse(text) as object));
  };
  return {
    get: <Value>(key: string) => read().get(key) as Value | undefined,
    set: (key, value) => {
      const all = read();
      if (value === undefined) all.delete(key);
      else all.set(key, value);
      writeFileSync(file, JSON.stringify(Object.fromEntries(all), undefined, 2), { mode: 0o600 });
    },
  };
}
