import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AuditReport } from "../../audit/model.ts";
import { jsonReport } from "../../audit/report/json.ts";
import { readIfThere } from "../../runtime/state/state-folder.ts";

const FILE = "audit.json";

/** The last whole audit of the cloud that keeps this folder, wherever it was run. */
export interface KeptReport {
  read(): AuditReport | undefined;
  keep(report: AuditReport): void;
}

/** AUDIT-18: `<state>/audit.json`, for its owner alone: the console shows what a terminal has found. */
export function keptReport(stateDir: string): KeptReport {
  const file = join(stateDir, FILE);
  return {
    read: () => reportIn(readIfThere(file)?.toString("utf8")),
    keep: (report) => {
      writeFileSync(`${file}.new`, jsonReport(report), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

/** A file that was cut off, or is of another version, is none. */
function reportIn(text = "{}"): AuditReport | undefined {
  try {
    const report = JSON.parse(text) as Partial<AuditReport> | null;
    return report?.version === 1 && Array.isArray(report.results) && Array.isArray(report.stacks)
      ? (report as AuditReport)
      : undefined;
  } catch {
    return undefined;
  }
}
