import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProjectApp } from "../../project/project-app.ts";

/** A copy of the fixture app that a test may edit and build. */
export interface PlainApp {
  readonly app: ProjectApp;
  path(name: string): string;
  edit(name: string, change: (text: string) => string): void;
  /** Builds that begin from now on do not end until `letGo`. */
  holdBuilds(): void;
  letGo(): void;
  remove(): void;
}

const FIXTURE = join(import.meta.dirname, "..", "fixtures", "plain-app");

export function createPlainApp(original = FIXTURE): PlainApp {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-app-"));
  cpSync(original, folder, { recursive: true, preserveTimestamps: true });
  const path = (name: string) => join(folder, name);
  return {
    app: {
      name: "plain-app",
      folder,
      build: "build:web",
      output: path("dist"),
      configFile: path("app-config.json"),
      ignore: ["notes.txt"],
      parameters: {},
    },
    path,
    edit: (name, change) => writeFileSync(path(name), change(readFileSync(path(name), "utf8"))),
    holdBuilds: () => writeFileSync(path(".hold"), ""),
    letGo: () => rmSync(path(".hold"), { force: true }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
