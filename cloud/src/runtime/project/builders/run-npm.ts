import { execFile } from "node:child_process";

const OUTPUT_LIMIT_BYTES = 10 * 1024 * 1024;
const OPTIONS = [
  "--omit=dev",
  "--install-links",
  "--no-audit",
  "--no-fund",
  "--prefer-offline",
  "--loglevel=error",
] as const;

/** npm could not do it; the message has its own words. */
export class NpmError extends Error {}

/**
 * `npm install` in a folder, without what is for development only.
 * @param further options and names of packages
 * @throws NpmError
 */
export function npmInstall(cwd: string, further: readonly string[]): Promise<void> {
  const args = ["install", ...OPTIONS, ...further];
  const settings = { cwd, env: withoutNpm(process.env), maxBuffer: OUTPUT_LIMIT_BYTES };
  return new Promise((resolve, reject) => {
    execFile("npm", args, settings, (error, stdout, stderr) => {
      if (error === null) return resolve();
      const isMissing = "code" in error && String(error.code) === "ENOENT";
      reject(new NpmError(isMissing ? "npm is not installed." : `${stdout}${stderr}`.trim()));
    });
  });
}

/** What `npm start` tells its programs is of another project. */
function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("npm_")));
}
