import { runTool } from "./run-tool.ts";

const OPTIONS = [
  "--omit=dev",
  "--install-links",
  "--no-audit",
  "--no-fund",
  "--prefer-offline",
  "--loglevel=error",
] as const;

/**
 * `npm install` in a folder, without what is for development only.
 * @param further options and names of packages
 * @throws ToolError
 */
export function npmInstall(cwd: string, further: readonly string[]): Promise<void> {
  // Else npm takes a package.json of a folder above where this one has none.
  const args = ["install", `--prefix=${cwd}`, ...OPTIONS, ...further];
  return runTool({ file: "npm", args, cwd, environment: withoutNpm(process.env) });
}

/** What `npm start` tells its programs is of another project. */
function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("npm_")));
}
