import type { AuditReport } from "../model.ts";
export function htmlReport(report: AuditReport): string {
  return JSON.stringify(report);
}
