import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const NAME = "tests-";

/**
 * A global set-up of the test runner: temporary folders that tests make lie in one folder, which goes when
 * the run ends. Its name is short, because paths of sockets end at about a hundred characters.
 */
export function setup() {
  const { TMPDIR } = process.env;
  // Another project of this run made it.
  if (TMPDIR !== undefined && basename(TMPDIR).startsWith(NAME)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), NAME));
  process.env.TMPDIR = folder;
  return () => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
}
