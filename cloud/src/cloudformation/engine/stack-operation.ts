import type { Scope } from "../../core/arns.ts";
import type { Caller } from "../../core/caller.ts";
import type { Clock } from "../../core/clock.ts";
import type { Endpoints } from "../../core/endpoints.ts";
import type { Logger } from "../../core/logger.ts";
import type { Authorization } from "../../core/ports/authorization.ts";
import type { RoleAssumer } from "../../core/ports/credentials.ts";
import type { ObjectReader } from "../../core/ports/object-reader.ts";
import type { ParameterReader } from "../../core/ports/parameter-reader.ts";
import type {
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../core/ports/resource-provider.ts";
import type { SecretReader } from "../../core/ports/secret-reader.ts";
import { ALPHANUMERIC, type Randomness, randomText } from "../../core/randomness.ts";
import type { ServiceInstance } from "../../wire/service-module.ts";
import type { SchemaSource } from "../schemas/schema.ts";
import { notSupported } from "../shared/errors.ts";
import { type EventListener, StackJournal } from "./journal.ts";
import type { ResourceRecord } from "./records.ts";
import type { StackStore } from "./store.ts";
import type { ProviderMap } from "./support.ts";

/** What a session of a role needs of it. */
export interface ServiceRole {
  readonly name: string;
  /** `AROA…` */
  readonly id: string;
  readonly arn: string;
}

/** Roles that stacks may be given. */
export interface ServiceRoles extends Pick<RoleAssumer, "canAssume"> {
  /** Undefined for a role that does not exist. */
  roleOf(roleArn: string): ServiceRole | undefined;
}

/** What every part of the engine works with. */
export interface EngineDeps {
  readonly store: StackStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scope: Scope;
  readonly endpoints: Endpoints;
  readonly logger: Logger;
  readonly providers: () => ProviderMap;
  /** The API of the service that a resource type belongs to. */
  readonly serviceOf: (type: string) => ServiceInstance["http"];
  readonly authorization: Authorization;
  readonly objectReader: ObjectReader;
  readonly parameterReader: ParameterReader;
  readonly secretReader: SecretReader;
  /** Who runs this cloud: `portcullis up` acts with these rights. */
  readonly administrator: Caller;
  readonly roles: ServiceRoles;
  readonly schemas: SchemaSource;
  /** Types that are left out of every template. */
  readonly leaveOut: ReadonlySet<string>;
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
export function assertRunning(operation: StackOperation): void {
  if (operation.deps.stopping()) throw new Interrupted();
}

/** The update was cancelled: the rollback of its stack has begun already. */
export class Cancelled extends Error {
  constructor() {
    super("The update was cancelled.");
    this.name = "Cancelled";
  }
}

/** True once an update is rolled back, because it failed or was cancelled. */
export function isRollingBack({ journal }: Pick<StackOperation, "journal">): boolean {
  return journal.stack.status === "UPDATE_ROLLBACK_IN_PROGRESS";
}

/** Called between the steps of an update and before its result counts. */
export function assertNotCancelled(operation: StackOperation): void {
  if (isRollingBack(operation)) throw new Cancelled();
}

/** The creation takes longer than its `TimeoutInMinutes`. */
export class TimedOut extends Error {
  constructor() {
    super("Stack creation time exceeded the specified timeout. ");
    this.name = "TimedOut";
  }
}

/** Called between the steps of a creation and after the last one; a step that runs is not stopped. */
export function assertInTime({ deps, journal }: StackOperation): void {
  const { status, timeout } = journal.stack;
  if (status !== "CREATE_IN_PROGRESS" || timeout === undefined) return;
  if (deps.clock.now() >= timeout.at) throw new TimedOut();
}

/** One operation on one stack, and what its steps work with. */
export interface StackOperation {
  readonly deps: EngineDeps;
  readonly stackId: string;
  readonly stackName: string;
  readonly journal: StackJournal;
  /** Tags of the stack for resources made or changed now. */
  readonly tags: Readonly<Record<string, string>>;
}

export function createStackOperation(
  deps: EngineDeps,
  stackId: string,
  options: { readonly tags: Readonly<Record<string, string>>; readonly onEvent?: EventListener | undefined },
): StackOperation {
  const journal = new StackJournal({ ...deps, stackId, onEvent: options.onEvent });
  return { deps, stackId, stackName: journal.stack.name, journal, tags: options.tags };
}

export function providerOf(operation: StackOperation, type: string): ResourceProvider {
  const provider = operation.deps.providers().get(type);
  if (provider === undefined) throw notSupported(`The resource type ${type}`);
  return provider;
}

/**
 * Context of one provider call.
 * @param shown what of the provider's answer is written down
 */
export function contextOf(
  operation: StackOperation,
  record: ResourceRecord,
  shown: (made: ProvisionedResource) => ProvisionedResource = (made) => made,
): ResourceContext {
  const { stackId, stackName, tags, journal } = operation;
  const { store, administrator } = operation.deps;
  const { logicalId, nameSuffix } = record;
  return {
    scope: operation.deps.scope,
    // A stack of a version that did not write it down was the administrator's.
    caller: journal.stack.caller ?? administrator,
    stackName,
    stackId,
    logicalId,
    type: record.type,
    generateName: (options) => physicalName({ stackName, logicalId, suffix: nameSuffix }, options),
    commit: (write) =>
      store.transaction(() => {
        const made = write();
        store.saveResource(provisioned(record, shown(made)));
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

/** A record with what its provider returned. */
export function provisioned(record: ResourceRecord, made: ProvisionedResource): ResourceRecord {
  const { physicalId, attributes, noEcho } = made;
  return {
    ...record,
    physicalId,
    ref: made.ref ?? physicalId,
    attributes,
    ...(noEcho === undefined ? {} : { noEcho }),
  };
}

/** The newest generation of every resource that is still part of the stack. */
export function liveResources(store: StackStore, stackId: string): ReadonlyMap<string, ResourceRecord> {
  const live = new Map<string, ResourceRecord>();
  for (const record of store.resources(stackId)) {
    if (record.obsolete === undefined && record.physicalId !== "") live.set(record.logicalId, record);
  }
  return live;
}

/** The operation is over: nothing is new in it any more, and a rollback no longer leads behind it. */
export function endOperation(operation: StackOperation): void {
  for (const record of operation.deps.store.resources(operation.stackId)) {
    if (record.isNewInThisOperation || record.before !== undefined) {
      operation.deps.store.saveResource({ ...record, isNewInThisOperation: false, before: undefined });
    }
  }
}

const SUFFIX_LENGTH = 12;

export function nameSuffix(randomness: Randomness): string {
  return randomText(randomness, SUFFIX_LENGTH, ALPHANUMERIC);
}

export interface NameParts {
  readonly stackName: string;
  readonly logicalId: string;
  readonly suffix: string;
}

/**
 * `<stack>-<LogicalId>-<random>`, at most `maxLength` characters: the random part is never cut,
 * the other two give way evenly.
 */
export function physicalName(
  { stackName, logicalId, suffix }: NameParts,
  { maxLength, lowerCase = false }: { readonly maxLength: number; readonly lowerCase?: boolean },
): string {
  const room = Math.max(2, maxLength - suffix.length - 2);
  const half = Math.floor(room / 2);
  const stackRoom = Math.max(half, room - logicalId.length);
  const stack = stackName.slice(0, stackRoom);
  const name = `${stack}-${logicalId.slice(0, room - stack.length)}-${suffix}`.slice(-maxLength);
  return lowerCase ? name.toLowerCase() : name;
}
