// A mutant of a check that keeps writes inside a folder may write anywhere. On Linux everything but the
// temporary folder is read-only while mutants run, in a mount namespace of their own.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../lib.mjs";

const INSIDE = "PORTCULLIS_MUTANTS_SANDBOX";
const MOUNTS = `
for folder in "$1" "$2" /dev; do mount --bind "$folder" "$folder" || exit 97; done
mount -o remount,bind,ro /dev && mount -o remount,bind,ro / || exit 97
shift 2
exec "$@"`;

/**
 * Runs this program again inside the sandbox and answers its exit code; `undefined` where it has to go on
 * itself: inside, or where no sandbox can be made (which it says).
 */
export function exitCodeOfSandbox() {
  if (process.env[INSIDE] !== undefined) return undefined;
  if (process.platform !== "linux" || !canMakeSandbox()) {
    console.warn("No sandbox can be made here: a mutant may write outside of the temporary folder.");
    return undefined;
  }
  const { status } = inSandbox([process.execPath, ...process.argv.slice(1)], {
    stdio: "inherit",
    env: { ...process.env, [INSIDE]: "1" },
  });
  return status ?? 1;
}

function canMakeSandbox() {
  return inSandbox(["true"], { stdio: "ignore" }).status === 0;
}

/** Writable: the temporary folder, and where vite keeps what it has loaded. */
function inSandbox(command, options) {
  const cache = join(ROOT, "node_modules", ".vite");
  mkdirSync(cache, { recursive: true });
  const user = process.getuid() === 0 ? [] : ["--user", "--map-root-user"];
  const args = [...user, "--mount", "sh", "-c", MOUNTS, "sh", tmpdir(), cache, ...command];
  return spawnSync("unshare", args, { cwd: ROOT, ...options });
}
