import { UserError } from "../core/errors.ts";

/** Refuses a start on Windows, where nothing ends the processes of functions. */
export function assertRunsHere(platform: NodeJS.Platform): void {
  if (platform !== "win32") return;
  throw new UserError(
    "Portcullis does not run on Windows itself: run it in WSL 2 (https://learn.microsoft.com/windows/wsl/install).",
  );
}

/** What to expect where Portcullis was not run yet; undefined on Linux. */
export function platformWarning(platform: NodeJS.Platform): string | undefined {
  if (platform === "linux") return undefined;
  return `Portcullis was run on Linux only. On ${platform} functions that are programs for Linux (provided.al2, provided.al2023) do not start; Node functions should.`;
}
