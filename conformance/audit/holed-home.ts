import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditReport } from "../../cloud/src/audit/model.ts";
import { startCloud } from "../../cloud/src/library/start-cloud.ts";
import { runCli } from "../support/cli.ts";
import { copyOfProject } from "../support/project.ts";
import type { Edit } from "./holes.ts";

/** A cloud with a copy of the home, into which one hole after another is cut. */
export interface HoledHome {
  readonly stateDir: string;
  readonly folder: string;
  /** Deploys the home with these edits, and nothing left of those before. */
  cut(edits: readonly Edit[]): Promise<void>;
  /** `portcullis audit` on it. */
  audit(...words: string[]): Promise<AuditReport>;
  close(): Promise<void>;
}

const STACKS = ["stacks/cognito", "stacks/api"];

export async function openHoledHome(): Promise<HoledHome> {
  const project = copyOfProject();
  const stateDir = mkdtempSync(join(tmpdir(), "portcullis-audit-"));
  const cloud = await startCloud({ state: stateDir });
  const originals = new Map<string, string>();
  const cut = async (edits: readonly Edit[]): Promise<void> => {
    for (const [file, text] of originals) writeFileSync(join(project.folder, file), text);
    for (const { file, from, to } of edits) {
      if (!originals.has(file)) originals.set(file, readFileSync(join(project.folder, file), "utf8"));
      project.edit(file, (text) => text.replace(from, to));
    }
    for (const stack of STACKS) await cloud.deploy(join(project.folder, stack));
  };
  return {
    stateDir,
    folder: project.folder,
    cut,
    audit: async (...words) => {
      const ran = await runCli(["audit", "--state", stateDir, "--json", ...words], {}, project.folder);
      if (ran.out === "") throw new Error(`The audit printed nothing (${ran.code}):\n${ran.err}`);
      return JSON.parse(ran.out) as AuditReport;
    },
    close: async () => {
      await cloud.close();
      rmSync(stateDir, { recursive: true, force: true });
      rmSync(project.folder, { recursive: true, force: true });
    },
  };
}

/** Checks that found something, in the order of the catalogue. */
export function foundIn({ results }: AuditReport): readonly string[] {
  return results.filter(({ findings }) => findings.length > 0).map(({ check }) => check.id);
}
