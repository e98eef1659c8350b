/**
 * Amazon EventBridge: buses, rules and their targets.
 *
 * **Gaps** Archives, replays, connections, API destinations, partner sources, endpoints, keys of KMS and
 * logs of buses are refused by name, as are targets other than functions, queues, topics and buses of
 * this cloud.
 *
 * **By design** An event that was accepted is a row for each target that it goes to, until it got there:
 * deliveries go on after `kill -9`.
 *
 * **Client quirks** An entry for a bus that does not exist gets an id like any other, and is lost, as on
 * AWS.
 */
import { createAlarm } from "../../core/alarm.ts";
import { type Clock, systemTimers, type Timers } from "../../core/clock.ts";
import type { RoleAssumer, RoleFinder } from "../../core/ports/credentials.ts";
import type { EventBuses } from "../../core/ports/event-buses.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { ScheduledRuns } from "../../core/ports/scheduled-runs.ts";
import type { Randomness } from "../../core/randomness.ts";
import { createRunResults } from "../../core/run-results.ts";
import type { TargetPorts } from "../../core/target-calls.ts";
import type { Database } from "../../store/database.ts";
import { createOutbox } from "../../store/outbox.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { AWS_JSON_BODY_LIMIT, awsJson } from "../../wire/protocols/aws-json.ts";
import { deliver, leaveDeadLetter } from "./delivery/deliver.ts";
import { traceDelivered, traceRefused } from "./delivery/trace.ts";
import { createEventBuses } from "./event-buses.ts";
import { eventsOperations } from "./operations/index.ts";
import { eventBusProvider } from "./resources/AWS-Events-EventBus.ts";
import { eventBusPolicyProvider } from "./resources/AWS-Events-EventBusPolicy.ts";
import { ruleProvider } from "./resources/AWS-Events-Rule.ts";
import { createRuleRuns, tellAttempt } from "./rules/runs.ts";
import { runDueRules } from "./rules/schedules.ts";
import { createBusStore } from "./shared/bus-store.ts";
import type { EventsContext } from "./shared/context.ts";
import type { Delivery, Outgoing } from "./shared/outgoing.ts";
import { createRuleStore } from "./shared/rule-store.ts";
import { tagsOfArn } from "./shared/tagged.ts";

export interface EventsDependencies extends PipelineDependencies, TargetPorts {
  readonly database: Database;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly roleAssumer: Pick<RoleAssumer, "whyNot">;
  readonly roles: RoleFinder;
  readonly timers?: Timers;
}

export interface EventsPorts {
  readonly eventBuses: EventBuses;
  /** Of rules with a schedule. */
  readonly ruleRuns: ScheduledRuns;
}

export interface EventsService {
  readonly http: ServedService;
  readonly resources: readonly ResourceProvider[];
  readonly ports: EventsPorts;
  /** Begins to deliver, with what is left from before. */
  start(): void;
  close(): Promise<void>;
}

/** Every operation needs a signature and a policy that lets the caller [EVT-1]. */
export function createEventsService(dependencies: EventsDependencies): EventsService {
  const { authorization, clock, database, randomness, scope, trace } = dependencies;
  const timers = dependencies.timers ?? systemTimers;
  const results = createRunResults();
  const outgoing: Outgoing = createOutbox<Delivery>({
    ...dependencies,
    timers,
    owner: "events",
    deliver: (delivery) => deliver(events, dependencies, delivery),
    refused: (delivery, refusal) => traceRefused(trace, delivery, refusal),
    leaveDeadLetter: (delivery, why) => leaveDeadLetter(events, dependencies, delivery, why),
    attempted: (delivery, attempted) => {
      if (delivery.scheduledAt === undefined) return;
      if (attempted.outcome === "delivered") traceDelivered(trace, delivery);
      tellAttempt(events, results, delivery, attempted);
    },
  });
  const alarm = createAlarm({ clock, timers }, () => runDueRules(events));
  const events: EventsContext = {
    scope,
    clock,
    randomness,
    buses: createBusStore(database),
    rules: createRuleStore(database, alarm.wakeBy),
    transaction: (work) => database.transaction(work),
    outgoing,
  };
  const http = serve(
    {
      name: "events",
      signingNames: ["events"],
      body: AWS_JSON_BODY_LIMIT,
      tagsOf: (arn) => tagsOfArn(events, arn),
      protocol: awsJson({
        targetPrefix: "AWSEvents",
        version: "1.1",
        invalid: "ValidationException",
        operations: eventsOperations(events),
        model: "events",
      }),
    },
    dependencies,
  );
  return {
    http,
    resources: [eventBusProvider(events), eventBusPolicyProvider(events), ruleProvider(events)],
    ports: {
      eventBuses: createEventBuses(events, authorization),
      ruleRuns: createRuleRuns(events, { authorization, trace, results }),
    },
    start: () => {
      outgoing.start();
      const first = events.rules.nextDue()?.nextAt;
      if (first !== undefined) alarm.wakeBy(first);
    },
    close: async () => {
      alarm.close();
      outgoing.close();
      results.close();
    },
  };
}
