import { UserError } from "../core/errors.ts";

const KNOWN: ReadonlySet<string> = new Set(["linux", "darwin"]);

/** Functions are ended by process groups and a shell: elsewhere they would live on unseen. */
export function assertKnownSystem(platform: string): void {
  if (KNOWN.has(platform)) return;
  throw new UserError(
    `Portcullis runs on Linux and macOS, not on ${platform === "win32" ? "Windows: use it in WSL" : platform}.`,
    ...(platform === "win32" ? ["wsl --install"] : []),
  );
}
