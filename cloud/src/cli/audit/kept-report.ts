import { renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AuditReport } from "../../audit/model.ts";
import { isAuditReport } from "../../audit/report/is-report.ts";
import { jsonReport } from "../../audit/report/json.ts";
import { readRegularFile } from "../../runtime/project/read-regular-file.ts";

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
    read: () => reportIn(file),
    keep: (report) => {
      const temporary = `${file}.${process.pid}.new`;
      // A link or a file of others is neither followed nor filled.
      rmSync(temporary, { force: true });
      writeFileSync(temporary, jsonReport(report), { mode: 0o600, flag: "wx" });
      renameSync(temporary, file);
    },
  };
}

/** A file that was cut off, is another's, or is of another version, is none. */
function reportIn(file: string): AuditReport | undefined {
  try {
    const report: unknown = JSON.parse(readRegularFile(file)?.toString("utf8") ?? "");
    return isAuditReport(report) ? report : undefined;
  } catch {
    return undefined;
  }
}
