import { regionalArn } from "../../core/arns.ts";
import { noUpdates, stackExists, stackMissing, validationError, wrongStackState } from "../errors.ts";
import { canonicalJson } from "../template/value.ts";
import { assertAutoExpand, assertCapabilities } from "./capabilities.ts";
import type { EventListener } from "./journal.ts";
import { runCreate, runUpdate } from "./operations.ts";
import { assertUnused, ownExports } from "./outputs.ts";
import { type PlannedChange, planChanges } from "./plan.ts";
import { type Prepared, prepare, revisionOf } from "./prepare.ts";
import type { OnFailure, Revision, StackRecord, StackStatus } from "./records.ts";
import { needsRecovery, recoverStack } from "./recover.ts";
import { runDelete } from "./remove.ts";
import { rollBackCreate, rollBackUpdate } from "./rollback.ts";
import { createWorker, type EngineDeps, Interrupted, liveResources, type Worker } from "./worker.ts";

export interface OperationRequest {
  readonly stackName: string;
  readonly templateBody: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly capabilities: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly onFailure?: OnFailure;
  readonly terminationProtection?: boolean;
  readonly changeSetId?: string;
  /** Direct operations need CAPABILITY_AUTO_EXPAND for a transform. */
  readonly direct?: boolean;
}

/** An operation that goes on in the background. */
interface Started {
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
    });
  }

  async create(request: OperationRequest, onEvent?: EventListener): Promise<Started> {
    assertStackName(request.stackName);
    const known = this.find(request.stackName);
    if (known !== undefined && known.status !== "REVIEW_IN_PROGRESS") throw stackExists(request.stackName);
    const stackId = known?.stackId ?? this.newStackId(request.stackName);
    const prepared = await this.prepare(request, stackId);
    assertCapabilities(prepared.program, request.capabilities);
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
        updatedAt: request.changeSetId === undefined ? undefined : now,
        onFailure,
        terminationProtection: request.terminationProtection ?? current?.terminationProtection ?? false,
      });
      this.deps.store.saveRevision(stackId, "current", revisionOf(request, prepared));
      this.#journal(stackId, onEvent).stackStatus("CREATE_IN_PROGRESS", "User Initiated");
    });
    const worker = createWorker(this.deps, stackId, { tags: request.tags, onEvent });
    const work = () => runCreate(worker, { program: prepared.program, tagsChanged: false, onFailure });
    return { stackId, done: this.#track(worker, work) };
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
      stackId,
      name,
      status: "REVIEW_IN_PROGRESS",
      statusReason: undefined,
      createdAt: this.deps.clock.now(),
      updatedAt: undefined,
      deletedAt: undefined,
      onFailure: "ROLLBACK",
      terminationProtection: false,
      retainResources: [],
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
    assertUpdatable(stack);
    const planned = await this.plan(stack, request);
    assertCapabilities(planned.program, request.capabilities);
    if (request.direct === true) assertAutoExpand(planned.transformed, request.capabilities);
    if (isUnchanged(planned)) throw noUpdates();
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
      journal.stackStatus("UPDATE_IN_PROGRESS", "User Initiated", { updatedAt, onFailure });
    });
    const worker = createWorker(this.deps, stackId, { tags: request.tags, onEvent });
    const { program, tagsChanged } = planned;
    return {
      stackId,
      done: this.#track(worker, () => runUpdate(worker, { program, tagsChanged, onFailure })),
    };
  }

  /** Undefined when there is no such stack: AWS answers success then. */
  remove(
    nameOrId: string,
    options: {
      readonly retainResources?: readonly string[];
      readonly onEvent?: EventListener | undefined;
    } = {},
  ): Started | undefined {
    const stack = this.find(nameOrId);
    if (stack === undefined || stack.status === "DELETE_COMPLETE") return undefined;
    const { stackId } = stack;
    if (stack.status === "DELETE_IN_PROGRESS") return { stackId, done: Promise.resolve() };
    assertDeletable(stack, options.retainResources ?? []);
    for (const { name } of ownExports({ deps: this.deps, stackId })) {
      assertUnused({ deps: this.deps, stackId }, name, "deleted");
    }
    const retainResources = options.retainResources ?? [];
    const tags = this.deps.store.revision(stackId, "current")?.tags ?? {};
    const worker = createWorker(this.deps, stackId, { tags, onEvent: options.onEvent });
    worker.journal.stackStatus("DELETE_IN_PROGRESS", "User Initiated", { retainResources });
    return { stackId, done: this.#track(worker, () => runDelete(worker)) };
  }

  /** Back to the last stable state of a stack that failed and was left as it was. */
  rollBack(nameOrId: string): Started {
    const stack = this.find(nameOrId);
    if (stack === undefined) throw stackMissing(nameOrId);
    const { stackId, status } = stack;
    const tags = this.deps.store.revision(stackId, "stable")?.tags ?? {};
    const worker = createWorker(this.deps, stackId, { tags });
    if (status === "CREATE_FAILED") {
      worker.journal.stackStatus("ROLLBACK_IN_PROGRESS", "User Initiated");
      return { stackId, done: this.#track(worker, () => rollBackCreate(worker, "")) };
    }
    if (status !== "UPDATE_FAILED") throw wrongStackState(stackId, status, "rolled back");
    worker.journal.stackStatus("UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated");
    return { stackId, done: this.#track(worker, () => rollBackUpdate(worker, "")) };
  }

  /** Brings every stack that a stop caught in the middle to a legal state. */
  async recover(): Promise<void> {
    for (const stack of this.deps.store.stacks().filter(needsRecovery)) {
      const tags = this.deps.store.revision(stack.stackId, "current")?.tags ?? {};
      const worker = createWorker(this.deps, stack.stackId, { tags });
      this.deps.logger.warn(
        { stack: stack.name, status: stack.status },
        "An interrupted operation is recovered.",
      );
      await this.#track(worker, () => recoverStack(worker));
    }
  }

  /** Settles when nothing runs any more. */
  async idle(): Promise<void> {
    await Promise.all(this.#running);
  }

  #journal(stackId: string, onEvent?: EventListener) {
    // The record is saved in the same transaction, so a worker finds it.
    return createWorker(this.deps, stackId, { tags: {}, onEvent }).journal;
  }

  #track(worker: Worker, work: () => Promise<void>): Promise<void> {
    const done = work()
      .catch((error: unknown) => {
        if (error instanceof Interrupted) return;
        this.deps.logger.error({ err: error, stackId: worker.stackId }, "A stack operation broke off.");
      })
      .finally(() => this.#running.delete(done));
    this.#running.add(done);
    return done;
  }
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
  throw validationError(
    `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: ${rule}`,
  );
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
