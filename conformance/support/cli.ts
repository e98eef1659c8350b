import { execFile } from "node:child_process";
import { join } from "node:path";
import { cleanEnvironment } from "./product.ts";

const ROOT = join(import.meta.dirname, "..", "..");

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `npx portcullis …` as a person types it in the folder of a project, the home's if none is given. */
export function runCli(
  words: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  folder = ROOT,
): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, "node_modules", ".bin", "portcullis"), ...words],
      { cwd: folder, env: { ...cleanEnvironment(), ...environment } },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err }),
    );
  });
}
