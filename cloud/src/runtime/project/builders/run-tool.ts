import { execFile } from "node:child_process";
import { stripVTControlCharacters } from "node:util";

const OUTPUT_LIMIT_BYTES = 10 * 1024 * 1024;

export interface Tool {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** A tool is not there, or ended with an error; the message has its own words. */
export class ToolError extends Error {
  readonly isMissing: boolean;

  constructor(words: string, isMissing: boolean) {
    super(words);
    this.isMissing = isMissing;
  }
}

/** Runs a tool of the machine to its end. @throws ToolError */
export function runTool({ file, args, cwd, environment }: Tool): Promise<void> {
  const settings = { cwd, env: environment, maxBuffer: OUTPUT_LIMIT_BYTES };
  return new Promise((resolve, reject) => {
    execFile(file, [...args], settings, (error, stdout, stderr) => {
      if (error === null) return resolve();
      const isMissing = "code" in error && String(error.code) === "ENOENT";
      reject(
        new ToolError(isMissing ? `${file} is not installed.` : wordsOf(`${stdout}${stderr}`), isMissing),
      );
    });
  });
}

/** Maven colours its words even where no terminal is: shown elsewhere, the codes would stand between them. */
function wordsOf(output: string): string {
  return stripVTControlCharacters(output).trim();
}
