import { renameSync, rmSync, writeFileSync } from "node:fs";
import { readRegularFile } from "../runtime/project/read-regular-file.ts";

/** What the last run left for whoever opens the state folder next. */
export interface KeptFile<Thing> {
  read(): Thing | undefined;
  keep(thing: Thing): void;
}

/** A file of the state folder, for its owner alone; what is no such thing in all its parts is none. */
export function keptFile<Thing>(file: string, isThing: (value: unknown) => value is Thing): KeptFile<Thing> {
  return {
    read: () => thingIn(file, isThing),
    keep: (thing) => {
      const temporary = `${file}.${process.pid}.new`;
      // A link or a file of others is neither followed nor filled.
      rmSync(temporary, { force: true });
      writeFileSync(temporary, `${JSON.stringify(thing, undefined, 2)}\n`, { mode: 0o600, flag: "wx" });
      renameSync(temporary, file);
    },
  };
}

/** A file that was cut off, is another's, or is of another version, is none. */
function thingIn<Thing>(file: string, isThing: (value: unknown) => value is Thing): Thing | undefined {
  try {
    const thing: unknown = JSON.parse(readRegularFile(file)?.toString("utf8") ?? "");
    return isThing(thing) ? thing : undefined;
  } catch {
    return undefined;
  }
}
