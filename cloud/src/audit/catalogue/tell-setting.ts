import type { CheckReport } from "../check.ts";
import type { DeployedResource } from "../deployment/deployment.ts";

/**
 * A finding that was read and not called.
 * @param change in place of the catalogue's
 */
export function tellSetting(
  report: CheckReport,
  resource: DeployedResource,
  member: readonly string[],
  what: string,
  change?: string,
): void {
  report.found({
    confidence: "seen in configuration",
    resource,
    member,
    what,
    ...(change === undefined ? {} : { change }),
  });
}
