import type { AuditReport } from "../model.ts";

/** The whole report, for programs. */
export function jsonReport(report: AuditReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
