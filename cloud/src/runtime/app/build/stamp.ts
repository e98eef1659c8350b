import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { ProjectApp } from "../../project/project-app.ts";
import { readIfThere } from "../../state/state-folder.ts";
import type { Fingerprint } from "./sources.ts";

/** What is kept beside the output of a build, to tell what it was built of. */
type Stamp = UnfinishedStamp | BuiltStamp;

/** A build began and did not end well: the output may be half of one. */
interface UnfinishedStamp {
  readonly status: "unfinished";
}

export interface BuiltStamp {
  readonly status: "built";
  readonly quick: string;
  readonly contents: string;
  /** Hash of the page that was built: a build by hand makes another one. */
  readonly page: string;
}

/** The page every single-page app begins with. */
export const INDEX = "index.html";

export function stampFile(app: ProjectApp): string {
  return join(dirname(app.output), ".build", `${basename(app.output)}.json`);
}

export function readStamp(app: ProjectApp): Stamp | undefined {
  try {
    return JSON.parse(readIfThere(stampFile(app))?.toString("utf8") ?? "null") ?? undefined;
  } catch {
    // A damaged stamp tells nothing: the app is built again.
    return undefined;
  }
}

export function writeStamp(app: ProjectApp, stamp: Stamp): void {
  const file = stampFile(app);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(stamp));
}

/** Hash of the built page; undefined when there is none. */
export function pageHash(app: ProjectApp): string | undefined {
  const page = readIfThere(join(app.output, INDEX));
  return page === undefined ? undefined : createHash("sha256").update(page).digest("hex");
}

/** True when the output is the build of these sources. Contents are read only when times differ. */
export function isFresh(app: ProjectApp, sources: Fingerprint): boolean {
  const stamp = readStamp(app);
  if (stamp?.status !== "built" || stamp.page !== pageHash(app)) return false;
  if (stamp.quick === sources.quick) return true;
  if (stamp.contents !== sources.contents()) return false;
  writeStamp(app, { ...stamp, quick: sources.quick });
  return true;
}
