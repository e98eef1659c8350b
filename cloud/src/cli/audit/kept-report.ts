import { join } from "node:path";
import type { AuditReport } from "../../audit/model.ts";
import { isAuditReport } from "../../audit/report/is-report.ts";
import { type KeptFile, keptFile } from "../kept-file.ts";

/**
 * AUDIT-18: the last whole audit of the cloud that keeps this folder, wherever it was run: `<state>/audit.json`,
 * for its owner alone. The console shows what a terminal has found.
 */
export function keptReport(stateDir: string): KeptFile<AuditReport> {
  return keptFile(join(stateDir, "audit.json"), isAuditReport);
}
