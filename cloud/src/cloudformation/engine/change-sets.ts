import { regionalArn } from "../../core/arns.ts";
import type { Caller } from "../../core/caller.ts";
import { AwsError } from "../../core/errors.ts";
import { RuleFailed } from "../intrinsics/conditions.ts";
import {
  changeSetExists,
  changeSetMissing,
  changeSetStatus,
  stackMissing,
  validationError,
  wrongStackState,
} from "../shared/errors.ts";
import { assertCapabilities } from "./capabilities.ts";
import type { ChangeSetRecord, ChangeSetStore, ExecutionStatus } from "./change-set-store.ts";
import { resolvedParameters } from "./prepare.ts";
import type { RequestMark, StackRecord } from "./records.ts";
import { isRepeated } from "./request-mark.ts";
import {
  assertUpdatable,
  isUnchanged,
  type OperationRequest,
  type Planned,
  readsStore,
  type Stacks,
} from "./stacks.ts";

const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

interface ChangeSetRequest extends OperationRequest {
  readonly changeSetName: string;
  readonly type: "CREATE" | "UPDATE";
  readonly description: string | undefined;
  readonly token: string | undefined;
  /** True when the template names a transform: its failures make a failed change set. */
  readonly hasTransform: boolean;
}

/** Plans that wait for their execution. */
export class ChangeSets {
  readonly #stacks: Stacks;
  readonly store: ChangeSetStore;

  constructor(stacks: Stacks, store: ChangeSetStore) {
    this.#stacks = stacks;
    this.store = store;
  }

  find(nameOrId: string, stackName: string | undefined): ChangeSetRecord {
    if (nameOrId.startsWith("arn:")) {
      const known = this.store.byId(nameOrId);
      if (known === undefined) throw changeSetMissing(nameOrId);
      return known;
    }
    if (stackName === undefined) {
      throw validationError("StackName must be specified if ChangeSetName is not specified as an ARN.");
    }
    const stack = this.#stacks.find(stackName);
    if (stack === undefined) throw stackMissing(stackName);
    const named = this.store.ofStack(stack.stackId).filter(({ name }) => name === nameOrId);
    const known = named.find((changeSet) => !isOver(changeSet)) ?? named.at(-1);
    if (known === undefined) throw changeSetMissing(nameOrId);
    return known;
  }

  /** Works out what would change. What is wrong after a transform makes a FAILED change set. */
  async create(request: ChangeSetRequest): Promise<ChangeSetRecord> {
    const known = this.#stackFor(request);
    const stackId = known?.stackId ?? this.#stacks.newStackId(request.stackName);
    const name = request.changeSetName;
    const waiting = this.store.ofStack(stackId).find((other) => other.name === name && !isOver(other));
    if (waiting !== undefined) {
      if (request.token === undefined || waiting.token !== request.token) throw changeSetExists(name);
      return waiting;
    }
    const stack = known ?? this.#stacks.newRecord(request.stackName, stackId);
    const verdict = await this.#verdict(request, stack);
    if (known === undefined) this.#stacks.createForReview(request.stackName, stackId);
    const scope = this.#stacks.deps.scope;
    const uuid = this.#stacks.deps.randomness.uuid();
    const record: ChangeSetRecord = {
      changeSetId: regionalArn(scope, "cloudformation", `changeSet/${name}/${uuid}`),
      name,
      stackId,
      stackName: request.stackName,
      type: request.type,
      description: request.description,
      token: request.token,
      roleArn: request.actor.roleArn,
      onFailure: request.onFailure,
      createdAt: this.#stacks.deps.clock.now(),
      templateBody: request.templateBody,
      tags: request.tags,
      capabilities: request.capabilities,
      ...verdict,
    };
    this.store.save(record);
    return record;
  }

  /** Starts the operation; the change set tells how it ended. */
  async execute(
    changeSet: ChangeSetRecord,
    options: {
      readonly caller: Caller;
      readonly disableRollback: boolean;
      readonly retainExceptOnCreate: boolean;
      readonly request: RequestMark | undefined;
    },
  ): Promise<void> {
    const stack = this.#stacks.deps.store.stackById(changeSet.stackId);
    if (isRepeated(stack, options.request)) return;
    if (changeSet.status !== "CREATE_COMPLETE")
      throw changeSetStatus(changeSet.changeSetId, changeSet.status);
    if (changeSet.executionStatus !== "AVAILABLE") {
      throw changeSetStatus(changeSet.changeSetId, changeSet.executionStatus);
    }
    if (stack === undefined) throw stackMissing(changeSet.stackName);
    const request: OperationRequest = {
      ...changeSet,
      actor: { caller: options.caller, roleArn: changeSet.roleArn },
      parameters: new Map(Object.entries(changeSet.parameters)),
      onFailure: options.disableRollback ? "DO_NOTHING" : (changeSet.onFailure ?? "ROLLBACK"),
      retainExceptOnCreate: options.retainExceptOnCreate,
      request: options.request,
    };
    const started =
      changeSet.type === "CREATE"
        ? this.#stacks.startCreate(request, {
            stackId: stack.stackId,
            prepared: await this.#stacks.prepare(request, stack.stackId),
          })
        : this.#stacks.startUpdate(request, { stack, planned: await this.#stacks.plan(stack, request) });
    this.#mark(changeSet, "EXECUTE_IN_PROGRESS");
    const { logger } = this.#stacks.deps;
    started.done
      .then(() => this.#finish(changeSet))
      .catch((error: unknown) => logger.error({ err: error }, "The end of a change set was not kept."));
  }

  #finish(changeSet: ChangeSetRecord): void {
    const status = this.#stacks.deps.store.stackById(changeSet.stackId)?.status;
    if (status === undefined || this.store.byId(changeSet.changeSetId) === undefined) return;
    const good = status === "CREATE_COMPLETE" || status === "UPDATE_COMPLETE";
    this.#mark(changeSet, good ? "EXECUTE_COMPLETE" : "EXECUTE_FAILED");
  }

  /** The others of the stack were planned against a state that is gone. */
  #mark(changeSet: ChangeSetRecord, executionStatus: ExecutionStatus): void {
    this.store.save({ ...changeSet, executionStatus });
    for (const other of this.store.ofStack(changeSet.stackId)) {
      if (other.changeSetId === changeSet.changeSetId || other.executionStatus !== "AVAILABLE") continue;
      this.store.save({ ...other, executionStatus: "OBSOLETE" });
    }
  }

  #stackFor(request: ChangeSetRequest): StackRecord | undefined {
    const stack = this.#stacks.find(request.stackName);
    if (request.type === "UPDATE") {
      if (stack === undefined) throw stackMissing(request.stackName);
      if (stack.status === "REVIEW_IN_PROGRESS") throw wrongStackState(stack.stackId, stack.status);
      assertUpdatable(stack);
      return stack;
    }
    if (stack === undefined || stack.status === "REVIEW_IN_PROGRESS") return stack;
    if (stack.status === "ROLLBACK_COMPLETE") throw wrongStackState(stack.stackId, stack.status);
    throw validationError(
      `Stack [${stack.name}] already exists and cannot be created again with the changeSet [${request.changeSetName}].`,
    );
  }

  async #verdict(request: ChangeSetRequest, stack: StackRecord) {
    try {
      const planned = await this.#stacks.plan(stack, request);
      assertCapabilities(planned, request.capabilities);
      return verdictOf(planned, request);
    } catch (error) {
      const late = error instanceof AwsError && (request.hasTransform || isLate(error));
      // Rules are held against the parameters before the template is looked at, transform or not.
      if (!late || error instanceof RuleFailed) throw error;
      return failed(request, error.message);
    }
  }
}

/** Its name is free again: AWS forgets the change sets of a stack once one of them was executed. */
function isOver({ executionStatus }: ChangeSetRecord): boolean {
  return ["EXECUTE_COMPLETE", "EXECUTE_FAILED", "OBSOLETE"].includes(executionStatus);
}

/** Found only while planning: AWS answers with a failed change set, not with a refusal. */
function isLate(error: AwsError): boolean {
  return /^No export named /.test(error.message);
}

function verdictOf(planned: Planned, request: ChangeSetRequest) {
  const { template, parameters } = planned.program;
  const shown = {
    processedBody: planned.processedBody,
    parameters: Object.fromEntries(parameters),
    resolvedParameters: resolvedParameters(planned.program),
    noEchoParameters: [...template.parameters.values()]
      .filter(({ noEcho }) => noEcho)
      .map(({ name }) => name),
    changes: planned.changes,
  };
  if (request.type === "UPDATE" && isUnchanged(planned) && !readsStore(planned))
    return { ...failed(request, NO_CHANGES), ...shown };
  return {
    ...shown,
    status: "CREATE_COMPLETE" as const,
    statusReason: undefined,
    executionStatus: "AVAILABLE" as const,
  };
}

function failed(request: ChangeSetRequest, reason: string) {
  return {
    processedBody: "",
    parameters: Object.fromEntries(request.parameters),
    noEchoParameters: [],
    changes: [],
    status: "FAILED" as const,
    statusReason: reason,
    executionStatus: "UNAVAILABLE" as const,
  };
}
