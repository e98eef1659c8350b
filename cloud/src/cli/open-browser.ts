import { spawn } from "node:child_process";

/** The program of each system that opens an address as the person has set it. */
const OPENERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
  linux: ["xdg-open"],
};

/** Opens an address in the person's browser where there is one; the address was printed, too. */
export function openInBrowser(address: string, environment: NodeJS.ProcessEnv): void {
  const [program, ...args] = OPENERS[process.platform] ?? [];
  if (program === undefined || !hasScreen(environment)) return;
  const child = spawn(program, [...args, address], { stdio: "ignore", detached: true });
  // A machine without the program: the printed address is what there is.
  child.once("error", () => undefined);
  child.unref();
}

function hasScreen({ DISPLAY, WAYLAND_DISPLAY }: NodeJS.ProcessEnv): boolean {
  return process.platform !== "linux" || DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined;
}
