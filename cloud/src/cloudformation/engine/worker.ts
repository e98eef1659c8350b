import type { Scope } from "../../core/arns.ts";
import type { Clock } from "../../core/clock.ts";
import type { Endpoints } from "../../core/endpoints.ts";
import type { Logger } from "../../core/logger.ts";
import type {
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../core/ports/resource-provider.ts";
import type { Randomness } from "../../core/randomness.ts";
import { notSupported } from "../errors.ts";
import type { SchemaSource } from "../schemas/schema.ts";
import type { EventListener } from "./journal.ts";
import { StackJournal } from "./journal.ts";
import { physicalName } from "./naming.ts";
import type { ResourceRecord } from "./records.ts";
import type { StackStore } from "./store.ts";
import type { ProviderMap } from "./support.ts";

/** What every part of the engine works with. */
export interface EngineDeps {
  readonly store: StackStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scope: Scope;
  readonly endpoints: Endpoints;
  readonly logger: Logger;
  readonly providers: () => ProviderMap;
  readonly schemas: SchemaSource;
  /** True once the cloud stops: operations pause and are recovered at the next start. */
  readonly stopping: () => boolean;
}

/** The cloud stops in the middle of an operation. */
export class Interrupted extends Error {
  constructor() {
    super("The cloud is stopping; the operation is recovered at the next start.");
    this.name = "Interrupted";
  }
}

/** Called between steps. */
export function assertRunning(worker: Worker): void {
  if (worker.deps.stopping()) throw new Interrupted();
}

/** Somebody cancelled the update: its stack is on the way back already. */
export class Cancelled extends Error {
  constructor() {
    super("The update was cancelled.");
    this.name = "Cancelled";
  }
}

/** True once an update is on its way back, by failure or because somebody cancelled it. */
export function isRollingBack({ journal }: Pick<Worker, "journal">): boolean {
  return journal.stack.status === "UPDATE_ROLLBACK_IN_PROGRESS";
}

/** Called between the steps of an update and before its result counts. */
export function assertNotCancelled(worker: Worker): void {
  if (isRollingBack(worker)) throw new Cancelled();
}

/** The creation takes longer than its `TimeoutInMinutes`. */
export class TimedOut extends Error {
  constructor() {
    super("Stack creation time exceeded the specified timeout. ");
    this.name = "TimedOut";
  }
}

/** Called between the steps of a creation and after the last one; a step that runs is not stopped. */
export function assertInTime({ deps, journal }: Worker): void {
  const { status, timeout } = journal.stack;
  if (status !== "CREATE_IN_PROGRESS" || timeout === undefined) return;
  if (deps.clock.now() >= timeout.at) throw new TimedOut();
}

/** The tools of one operation on one stack. */
export interface Worker {
  readonly deps: EngineDeps;
  readonly stackId: string;
  readonly stackName: string;
  readonly journal: StackJournal;
  /** Tags of the stack for resources made or changed now. */
  readonly tags: Readonly<Record<string, string>>;
}

export function createWorker(
  deps: EngineDeps,
  stackId: string,
  options: { readonly tags: Readonly<Record<string, string>>; readonly onEvent?: EventListener | undefined },
): Worker {
  const journal = new StackJournal({ ...deps, stackId, onEvent: options.onEvent });
  return { deps, stackId, stackName: journal.stack.name, journal, tags: options.tags };
}

export function providerOf(worker: Worker, type: string): ResourceProvider {
  const provider = worker.deps.providers().get(type);
  if (provider === undefined) throw notSupported(`The resource type ${type}`);
  return provider;
}

/** Context of one provider call. */
export function contextOf(worker: Worker, record: ResourceRecord): ResourceContext {
  const { stackId, stackName, tags } = worker;
  const { store } = worker.deps;
  const { logicalId, nameSuffix } = record;
  return {
    scope: worker.deps.scope,
    stackName,
    stackId,
    logicalId,
    generateName: (options) => physicalName({ stackName, logicalId, suffix: nameSuffix }, options),
    commit: (write) =>
      store.transaction(() => {
        const made = write();
        store.saveResource(provisioned(record, made));
        return made;
      }),
    tags: {
      ...tags,
      "aws:cloudformation:logical-id": logicalId,
      "aws:cloudformation:stack-id": stackId,
      "aws:cloudformation:stack-name": stackName,
    },
  };
}

/** A record with what its provider answered. */
export function provisioned(record: ResourceRecord, made: ProvisionedResource): ResourceRecord {
  const { physicalId, attributes } = made;
  return { ...record, physicalId, ref: made.ref ?? physicalId, attributes };
}

/** The newest generation of every resource that is still part of the stack. */
export function liveResources(store: StackStore, stackId: string): ReadonlyMap<string, ResourceRecord> {
  const live = new Map<string, ResourceRecord>();
  for (const record of store.resources(stackId)) {
    if (record.superseded === undefined && record.physicalId !== "") live.set(record.logicalId, record);
  }
  return live;
}
