import { join } from "node:path";

/** Folder of what AWS's Node.js runtimes carry beside the language (the SDK), filled when code names it. */
export function nodePackagesFolder(stateDir: string): string {
  return join(stateDir, "node", "sdk");
}
