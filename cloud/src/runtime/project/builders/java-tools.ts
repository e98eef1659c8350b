import { statSync } from "node:fs";
import { delimiter, join } from "node:path";
import type { ToolError } from "./run-tool.ts";

/** Neither source nor setting of a build. */
export const LEFT_OUT: ReadonlySet<string> = new Set([".aws-sam", ".git", ".gradle", ".idea", ".portcullis"]);

/** What builds Java code: a program of the machine, and one that a project may bring. */
export interface JavaTool {
  readonly name: "Gradle" | "Maven";
  readonly program: string;
  readonly wrapper: string;
  /** Files that say a folder is built by it. */
  readonly manifests: readonly string[];
}

export const GRADLE: JavaTool = {
  name: "Gradle",
  program: "gradle",
  wrapper: "gradlew",
  manifests: ["build.gradle", "build.gradle.kts"],
};

export const MAVEN: JavaTool = { name: "Maven", program: "mvn", wrapper: "mvnw", manifests: ["pom.xml"] };

export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

export function isOnPath({ program }: JavaTool): boolean {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.some((folder) => folder !== "" && isFile(join(folder, program)));
}

/** What helps where neither the machine nor the project has the tool. */
export function helpFor({ name, wrapper }: JavaTool): string {
  const word = name.toLowerCase();
  return `install it (apt install ${word}, brew install ${word}, sdk install ${word}), add a wrapper to the project (${wrapper}), or build it yourself and start with --built`;
}

/** What tools say when they do not reach their repositories. */
const UNREACHABLE =
  /UnknownHost|Unknown host|No such host|Connection refused|timed out|Network is unreachable|in offline mode|Could not (?:GET|HEAD) /;

/** Why a build by a tool failed, with its own words. */
export function failureOf({ name, program }: JavaTool, { message }: ToolError): string {
  const offline = UNREACHABLE.test(message)
    ? ` ${name} did not reach a repository: what it has fetched once it builds without the network.`
    : "";
  return `${program} failed.${offline}\n${message}`;
}
