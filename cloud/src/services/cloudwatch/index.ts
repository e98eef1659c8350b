/**
 * Amazon CloudWatch: alarms of templates, held and not evaluated.
 *
 * **Gaps** There are no metrics and no CloudWatch API here (`monitoring` is refused by name), so an
 * alarm never has a state and never acts. Composite alarms, metric math and anomaly detection are
 * unknown properties.
 *
 * **By design** A definition that AWS refuses is refused here, too; what is accepted stands in the
 * stack, with its name and ARN, and goes with it.
 */
import type { Scope } from "../../core/arns.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { Database } from "../../store/database.ts";
import { createAlarmNames } from "./alarms/alarm-names.ts";
import { alarmProvider } from "./resources/AWS-CloudWatch-Alarm.ts";

export interface CloudWatchDependencies {
  readonly database: Database;
  readonly scope: Scope;
}

export function createCloudWatchService({ database, scope }: CloudWatchDependencies): {
  readonly resources: readonly ResourceProvider[];
} {
  return { resources: [alarmProvider(createAlarmNames(database), scope)] };
}
