/**
 * Amazon EventBridge Scheduler: schedules that call a target in the name of a role.
 *
 * **Gaps** Universal targets and targets other than functions, queues, topics and buses of this cloud are
 * refused by name, as are keys of KMS.
 *
 * **By design** One timer waits for the schedule that is due next, on the cloud's clock. What is due is a
 * row until the target took it. A flexible time window is used at its beginning.
 *
 * **Client quirks** Refusals carry their text in `Message`.
 */
import { createAlarm } from "../../core/alarm.ts";
import { type Clock, systemTimers, type Timers } from "../../core/clock.ts";
import type { RoleAssumer, RoleFinder } from "../../core/ports/credentials.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { ScheduledRuns } from "../../core/ports/scheduled-runs.ts";
import type { Randomness } from "../../core/randomness.ts";
import { createRunResults } from "../../core/run-results.ts";
import type { Database } from "../../store/database.ts";
import { createOutbox } from "../../store/outbox.ts";
import type { PipelineDependencies, ServedService } from "../../wire/pipeline.ts";
import { type DeliveryPorts, deliver, leaveDeadLetter } from "./delivery/deliver.ts";
import { traceDelivered, traceRefused } from "./delivery/trace.ts";
import { createSchedulerHttp } from "./http.ts";
import { scheduleProvider } from "./resources/AWS-Scheduler-Schedule.ts";
import { scheduleGroupProvider } from "./resources/AWS-Scheduler-ScheduleGroup.ts";
import { runDueSchedules } from "./schedules/due.ts";
import { createScheduleRuns, tellAttempt } from "./schedules/runs.ts";
import type { SchedulerContext } from "./shared/context.ts";
import { createGroupStore } from "./shared/group-store.ts";
import type { Invocation } from "./shared/invocation.ts";
import { createScheduleStore } from "./shared/schedule-store.ts";

export interface SchedulerDependencies extends PipelineDependencies, DeliveryPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly roleAssumer: Pick<RoleAssumer, "whyNot">;
  readonly roles: RoleFinder;
  readonly timers?: Timers;
}

export interface SchedulerPorts {
  readonly scheduleRuns: ScheduledRuns;
}

export interface SchedulerService {
  readonly http: ServedService;
  readonly resources: readonly ResourceProvider[];
  readonly ports: SchedulerPorts;
  /** Begins to run schedules, with what is left from before. */
  start(): void;
  close(): Promise<void>;
}

/** Every operation needs a signature and a policy that lets the caller [SCH-1]. */
export function createSchedulerService(dependencies: SchedulerDependencies): SchedulerService {
  const { clock, database, trace } = dependencies;
  const timers = dependencies.timers ?? systemTimers;
  const results = createRunResults();
  const outgoing = createOutbox<Invocation>({
    ...dependencies,
    timers,
    owner: "scheduler",
    deliver: (invocation, attempt) => deliver(scheduler, dependencies, { invocation, attempt }),
    refused: (invocation, refusal) => traceRefused(trace, invocation, refusal),
    leaveDeadLetter: (invocation, why) => leaveDeadLetter(scheduler, dependencies, invocation, why),
    attempted: (invocation, attempted) => {
      if (attempted.outcome === "delivered") traceDelivered(trace, invocation);
      tellAttempt(scheduler, results, invocation, attempted);
    },
  });
  const alarm = createAlarm({ clock, timers }, () => runDueSchedules(scheduler));
  const { scope, randomness, roleAssumer, roles } = dependencies;
  const scheduler: SchedulerContext = {
    ...{ scope, clock, randomness, roleAssumer, roles, outgoing },
    groups: createGroupStore(database),
    schedules: createScheduleStore(database, alarm.wakeBy),
    transaction: (work) => database.transaction(work),
  };
  return {
    http: createSchedulerHttp(scheduler, dependencies),
    resources: [scheduleProvider(scheduler), scheduleGroupProvider(scheduler)],
    ports: { scheduleRuns: createScheduleRuns(scheduler, { ...dependencies, results }) },
    start: () => {
      outgoing.start();
      const first = scheduler.schedules.nextDue()?.nextAt;
      if (first !== undefined) alarm.wakeBy(first);
    },
    close: async () => {
      alarm.close();
      outgoing.close();
      results.close();
    },
  };
}
