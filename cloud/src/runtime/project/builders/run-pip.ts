import { execFile } from "node:child_process";
import { type Interpreter, toolEnvironment } from "../../../services/lambda/interpreters/interpreter.ts";

const OUTPUT_LIMIT_BYTES = 10 * 1024 * 1024;
const OPTIONS = ["--quiet", "--disable-pip-version-check", "--no-input"] as const;

/** pip could not do it; the message is for a person. */
export class PipError extends Error {}

/**
 * `pip install --target <target>` of an interpreter, in `cwd`.
 * @param what as on pip's command line: `-r requirements.txt`, names
 * @throws PipError
 */
export function pipInstall(
  python: Interpreter,
  { target, what, cwd }: { readonly target: string; readonly what: readonly string[]; readonly cwd: string },
): Promise<void> {
  const args = ["-m", "pip", "install", ...OPTIONS, "--target", target, ...what];
  const settings = { cwd, env: toolEnvironment(process.env), maxBuffer: OUTPUT_LIMIT_BYTES };
  return new Promise((resolve, reject) => {
    execFile(python.path, args, settings, (error, stdout, stderr) => {
      if (error === null) return resolve();
      const words = `${stdout}${stderr}`.trim();
      const isMissing = words.endsWith("No module named pip");
      const help = `pip is not installed for Python ${python.version}: ${python.path} -m ensurepip --upgrade`;
      reject(new PipError(isMissing ? help : `pip could not install ${what.at(-1)}.\n${words}`));
    });
  });
}
