import { regionalArn } from "../../core/arns.ts";
import {
  constraintError,
  noUpdates,
  stackExists,
  stackMissing,
  validationError,
  wrongStackState,
} from "../shared/errors.ts";
import { canonicalJson } from "../template/value.ts";
import { assertAutoExpand, assertCapabilities } from "./capabilities.ts";
import type { EventListener } from "./journal.ts";
import { runCreate, runUpdate } from "./operations.ts";
import { useOfExports } from "./outputs.ts";
import { type PlannedChange, planChanges } from "./plan.ts";
import { type Prepared, prepare, revisionOf } from "./prepare.ts";
import type { OnFailure, RequestMark, Revision, StackRecord, StackStatus } from "./records.ts";
import { needsRecovery, recoverStack } from "./recover.ts";
import { refuseDelete, runDelete } from "./remove.ts";
import { isRepeated } from "./request-mark.ts";
import { type Actor, actorRecord, snippetReader, storedReader } from "./service-role.ts";
import {
  createStackOperation,
  type EngineDeps,
  Interrupted,
  liveResources,
  type StackOperation,
} from "./stack-operation.ts";

export interface OperationRequest {
  readonly actor: Actor;
  readonly stackName: string;
  readonly templateBody: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly capabilities: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly onFailure?: OnFailure;
  readonly retainExceptOnCreate?: boolean;
  readonly timeoutInMinutes?: number | undefined;
  readonly terminationProtection?: boolean;
  readonly changeSetId?: string;
  readonly request?: RequestMark | undefined;
  /** The stack that a nested one is a resource of. */
  readonly parent?: Pick<StackRecord, "stackId" | "rootId">;
  /** The clean-up of an update waits for the end of the parent's operation. */
  readonly isHeld?: boolean;
  /** Direct operations need CAPABILITY_AUTO_EXPAND for a transform. */
  readonly direct?: boolean;
}

/** An operation that goes on in the background. */
export interface Started {
  readonly stackId: string;
  /** Settles when the stack reached its final state; never rejects. */
  readonly done: Promise<void>;
}

export interface Planned extends Prepared {
  readonly changes: readonly PlannedChange[];
  readonly tagsChanged: boolean;
  /** Outputs differ although no resource does. */
  readonly outputsChanged: boolean;
}

const UPDATABLE: ReadonlySet<StackStatus> = new Set([
  "CREATE_COMPLETE",
  "CREATE_FAILED",
  "UPDATE_COMPLETE",
  "UPDATE_FAILED",
  "UPDATE_ROLLBACK_COMPLETE",
]);
const STACK_NAME = /^[a-zA-Z][-a-zA-Z0-9]*$/;

/** Operations on stacks. Checks are made before the call returns, the work goes on after it. */
export class Stacks {
  readonly deps: EngineDeps;
  readonly #running = new Set<Promise<void>>();

  constructor(deps: EngineDeps) {
    this.deps = deps;
  }

  /** By name or id; deleted stacks by id only. */
  find(nameOrId: string): StackRecord | undefined {
    const { store } = this.deps;
    return nameOrId.startsWith("arn:") ? store.stackById(nameOrId) : store.stackByName(nameOrId);
  }

  newStackId(name: string): string {
    return regionalArn(this.deps.scope, "cloudformation", `stack/${name}/${this.deps.randomness.uuid()}`);
  }

  prepare(request: OperationRequest, stackId: string): Promise<Prepared> {
    return prepare(request, {
      scope: this.deps.scope,
      stack: { name: request.stackName, id: stackId },
      providers: this.deps.providers,
      schemas: this.deps.schemas,
      leaveOut: this.deps.leaveOut,
      readSnippet: snippetReader(this.deps, request.actor),
      readStored: storedReader(this.deps, request.actor, this.deps.store.stackById(stackId)),
      onRepeatedKey: (key, line) =>
        this.deps.logger.warn(
          { stack: request.stackName, key, line },
          `The template has the key ${key} twice; the one of line ${line} counts.`,
        ),
    });
  }

  async create(request: OperationRequest, onEvent?: EventListener): Promise<Started> {
    assertStackName(request.stackName);
    const known = this.find(request.stackName);
    if (known !== undefined && isRepeated(known, request.request)) {
      return { stackId: known.stackId, done: Promise.resolve() };
    }
    if (known !== undefined && known.status !== "REVIEW_IN_PROGRESS") throw stackExists(request.stackName);
    const stackId = known?.stackId ?? this.newStackId(request.stackName);
    const prepared = await this.prepare(request, stackId);
    assertCapabilities(prepared, request.capabilities);
    if (request.direct === true) assertAutoExpand(prepared.transformed, request.capabilities);
    return this.startCreate(request, { stackId, prepared, onEvent });
  }

  startCreate(
    request: OperationRequest,
    options: { stackId: string; prepared: Prepared; onEvent?: EventListener | undefined },
  ): Started {
    const { stackId, prepared, onEvent } = options;
    const onFailure = request.onFailure ?? "ROLLBACK";
    this.deps.store.transaction(() => {
      const current = this.find(request.stackName);
      if (current !== undefined && current.status !== "REVIEW_IN_PROGRESS")
        throw stackExists(request.stackName);
      const now = this.deps.clock.now();
      this.deps.store.saveStack({
        ...(current ?? this.newRecord(request.stackName, stackId)),
        ...(request.parent === undefined ? {} : belongingTo(request.parent)),
        ...actorRecord(this.deps, request.actor, current),
        updatedAt: request.changeSetId === undefined ? undefined : now,
        onFailure,
        retainExceptOnCreate: request.retainExceptOnCreate ?? false,
        timeout: timeoutFrom(now, request.timeoutInMinutes),
        request: request.request,
        terminationProtection: request.terminationProtection ?? current?.terminationProtection ?? false,
      });
      this.deps.store.saveRevision(stackId, "current", revisionOf(request, prepared));
      this.#journal(stackId, onEvent).stackStatus("CREATE_IN_PROGRESS", "User Initiated");
    });
    const operation = createStackOperation(this.deps, stackId, { tags: request.tags, onEvent });
    const work = () => runCreate(operation, { program: prepared.program, tagsChanged: false, onFailure });
    return { stackId, done: this.run(operation, work) };
  }

  /** A stack that exists in name only, waiting for its first change set. */
  createForReview(name: string, stackId: string): void {
    assertStackName(name);
    this.deps.store.transaction(() => {
      this.deps.store.saveStack(this.newRecord(name, stackId));
      this.#journal(stackId).stackStatus("REVIEW_IN_PROGRESS", "User Initiated");
    });
  }

  newRecord(name: string, stackId: string): StackRecord {
    return {
      caller: undefined,
      roleArn: undefined,
      stackId,
      name,
      status: "REVIEW_IN_PROGRESS",
      statusReason: undefined,
      createdAt: this.deps.clock.now(),
      updatedAt: undefined,
      deletedAt: undefined,
      onFailure: "ROLLBACK",
      retainExceptOnCreate: false,
      timeout: undefined,
      terminationProtection: false,
      retainResources: [],
      request: undefined,
      outputs: [],
      imports: [],
    };
  }

  /** What an update would do to `stack`. */
  async plan(stack: StackRecord, request: OperationRequest): Promise<Planned> {
    const prepared = await this.prepare(request, stack.stackId);
    const current = this.deps.store.revision(stack.stackId, "current");
    const tagsChanged = canonicalJson(current?.tags ?? {}) !== canonicalJson(request.tags);
    const changes = planChanges({
      program: prepared.program,
      live: liveResources(this.deps.store, stack.stackId),
      providers: this.deps.providers(),
      exportValue: (name) => this.deps.store.exportByName(name)?.value,
      tagsChanged,
    });
    return { ...prepared, changes, tagsChanged, outputsChanged: outputsChanged(current, prepared) };
  }

  async update(request: OperationRequest, onEvent?: EventListener): Promise<Started> {
    const stack = this.find(request.stackName);
    if (stack === undefined) throw stackMissing(request.stackName);
    if (isRepeated(stack, request.request)) return { stackId: stack.stackId, done: Promise.resolve() };
    assertUpdatable(stack);
    const planned = await this.plan(stack, request);
    assertCapabilities(planned, request.capabilities);
    if (request.direct === true) assertAutoExpand(planned.transformed, request.capabilities);
    if (isUnchanged(planned) && !readsStore(planned)) throw noUpdates();
    return this.startUpdate(request, { stack, planned, onEvent });
  }

  startUpdate(
    request: OperationRequest,
    options: { stack: StackRecord; planned: Planned; onEvent?: EventListener | undefined },
  ): Started {
    const { planned, onEvent } = options;
    const { stackId } = options.stack;
    const onFailure = request.onFailure ?? "ROLLBACK";
    this.deps.store.transaction(() => {
      const journal = this.#journal(stackId, onEvent);
      assertUpdatable(journal.stack);
      this.deps.store.saveRevision(stackId, "pending", revisionOf(request, planned));
      const updatedAt = this.deps.clock.now();
      journal.stackStatus("UPDATE_IN_PROGRESS", "User Initiated", {
        ...actorRecord(this.deps, request.actor, journal.stack),
        updatedAt,
        onFailure,
        retainExceptOnCreate: request.retainExceptOnCreate ?? false,
        request: request.request,
      });
    });
    const operation = createStackOperation(this.deps, stackId, { tags: request.tags, onEvent });
    const { program, tagsChanged } = planned;
    const { isHeld = false } = request;
    return {
      stackId,
      done: this.run(operation, () => runUpdate(operation, { program, tagsChanged, onFailure, isHeld })),
    };
  }

  /** Undefined when there is no such stack: AWS answers success then. */
  remove(
    nameOrId: string,
    options: {
      readonly actor: Actor;
      readonly retainResources?: readonly string[];
      readonly request?: RequestMark | undefined;
      readonly onEvent?: EventListener | undefined;
    },
  ): Started | undefined {
    const stack = this.find(nameOrId);
    if (stack === undefined || stack.status === "DELETE_COMPLETE") return undefined;
    const { stackId } = stack;
    const { request, retainResources = [] } = options;
    if (stack.status === "DELETE_IN_PROGRESS" || isRepeated(stack, request)) {
      return { stackId, done: Promise.resolve() };
    }
    assertDeletable(stack, retainResources);
    const tags = this.deps.store.revision(stackId, "current")?.tags ?? {};
    const operation = createStackOperation(this.deps, stackId, { tags, onEvent: options.onEvent });
    const use = useOfExports(operation);
    if (use !== undefined) {
      refuseDelete(operation, { reason: use, request });
      return { stackId, done: Promise.resolve() };
    }
    operation.journal.stackStatus("DELETE_IN_PROGRESS", "User Initiated", {
      ...actorRecord(this.deps, options.actor, stack),
      retainResources,
      request,
    });
    return { stackId, done: this.run(operation, () => runDelete(operation)) };
  }

  /** What the engine works with for one operation that is no request of the API. */
  operationOn(stackId: string, onEvent?: EventListener): StackOperation {
    const tags = this.deps.store.revision(stackId, "current")?.tags ?? {};
    return createStackOperation(this.deps, stackId, { tags, onEvent });
  }

  /** Brings every stack that a stop caught in the middle to a legal state. */
  async recover(): Promise<void> {
    const interrupted = this.deps.store.stacks().filter(needsRecovery);
    // Nested stacks go the way of the first one above them.
    const roots = new Set(interrupted.map(({ stackId }) => stackId));
    for (const stack of interrupted.filter(({ rootId }) => rootId === undefined || !roots.has(rootId))) {
      const operation = createStackOperation(this.deps, stack.stackId, { tags: {} });
      this.deps.logger.warn(
        { stack: stack.name, status: stack.status },
        "An interrupted operation is recovered.",
      );
      await this.run(operation, () => recoverStack(operation));
    }
  }

  /** Settles when nothing runs any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  #journal(stackId: string, onEvent?: EventListener) {
    // The record is saved in the same transaction, so an operation finds it.
    return createStackOperation(this.deps, stackId, { tags: {}, onEvent }).journal;
  }

  /** Does the work of an operation in the background. */
  run(operation: StackOperation, work: () => Promise<void>): Promise<void> {
    const done = work()
      .catch((error: unknown) => {
        if (error instanceof Interrupted) return;
        this.deps.logger.error(
          { err: error, stackId: operation.stackId },
          "A stack operation was interrupted.",
        );
      })
      .finally(() => this.#running.delete(done));
    this.#running.add(done);
    return done;
  }
}

function belongingTo({ stackId, rootId }: Pick<StackRecord, "stackId" | "rootId">): Partial<StackRecord> {
  return { parentId: stackId, rootId: rootId ?? stackId };
}

function timeoutFrom(now: number, minutes: number | undefined): StackRecord["timeout"] {
  return minutes === undefined ? undefined : { minutes, at: now + minutes * 60_000 };
}

/** A stack with parameters of the Parameter Store is updated whenever somebody asks for it, as on AWS. */
export function readsStore({ program }: Planned): boolean {
  return [...program.template.parameters.values()].some(({ stored }) => stored !== undefined);
}

export function isUnchanged(planned: Planned): boolean {
  return planned.changes.length === 0 && !planned.tagsChanged && !planned.outputsChanged;
}

function outputsChanged(current: Revision | undefined, prepared: Prepared): boolean {
  if (current === undefined) return true;
  const outputsOf = (body: string) => canonicalJson(JSON.parse(body).Outputs ?? {});
  return outputsOf(current.processedBody) !== outputsOf(prepared.processedBody);
}

export function assertStackName(name: string): void {
  if (STACK_NAME.test(name) && name.length <= 128) return;
  const rule =
    name.length > 128
      ? "Member must have length less than or equal to 128"
      : "Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*";
  throw constraintError("stackName", name, rule);
}

export function assertUpdatable(stack: StackRecord): void {
  if (!UPDATABLE.has(stack.status)) throw wrongStackState(stack.stackId, stack.status);
}

function assertDeletable(stack: StackRecord, retain: readonly string[]): void {
  // CFN-TERMINATION
  if (stack.terminationProtection) {
    throw validationError(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
  }
  if (stack.status.endsWith("_IN_PROGRESS") && stack.status !== "REVIEW_IN_PROGRESS") {
    throw wrongStackState(stack.stackId, stack.status, "deleted");
  }
  if (retain.length > 0 && stack.status !== "DELETE_FAILED") {
    throw validationError(
      `Invalid operation on stack [${stack.stackId}]. RetainResources can only be specified for stacks in DELETE_FAILED state.`,
    );
  }
}
