import type { CheckReport } from "../check.ts";
import type { DeployedResource } from "../deployment/deployment.ts";

/** A finding that was read and not called. */
export function tellSetting(
  report: CheckReport,
  resource: DeployedResource,
  member: readonly string[],
  what: string,
): void {
  report.found({ confidence: "seen in configuration", resource, member, what });
}
