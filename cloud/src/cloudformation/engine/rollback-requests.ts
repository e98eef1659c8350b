import { cannotCancel, stackMissing, validationError, wrongStackState } from "../shared/errors.ts";
import type { EventListener } from "./journal.ts";
import type { RequestMark, ResourceRecord, StackRecord } from "./records.ts";
import { isRepeated } from "./request-mark.ts";
import { rollBackCreate, rollBackUpdate } from "./rollback.ts";
import { type Actor, actorRecord } from "./service-role.ts";
import { createStackOperation, type StackOperation } from "./stack-operation.ts";
import type { Stacks, Started } from "./stacks.ts";
import { takeAsRestored } from "./steps.ts";

// Calls that roll a stack back to the last state that was complete.

interface RollbackOptions {
  readonly actor: Actor;
  readonly request?: RequestMark | undefined;
  readonly onEvent?: EventListener | undefined;
}

/** Back to the last stable state of a stack that failed and was left as it was. */
export function rollBackStack(
  stacks: Stacks,
  nameOrId: string,
  options: RollbackOptions & { readonly retainExceptOnCreate?: boolean },
): Started {
  const { retainExceptOnCreate = false } = options;
  const { stack, operation, request } = begin(stacks, nameOrId, options);
  const { stackId, status } = stack;
  if (isRepeated(stack, request)) return over(stackId);
  if (status === "CREATE_FAILED") {
    operation.journal.stackStatus("ROLLBACK_IN_PROGRESS", "User Initiated", {
      ...actorRecord(stacks.deps, options.actor, stack),
      request,
      retainExceptOnCreate,
    });
    return { stackId, done: stacks.run(operation, () => rollBackCreate(operation, "")) };
  }
  if (status !== "UPDATE_FAILED") throw wrongStackState(stackId, status, "rolled back");
  const changes = { ...actorRecord(stacks.deps, options.actor, stack), request, retainExceptOnCreate };
  operation.journal.stackStatus("UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated", changes);
  return { stackId, done: stacks.run(operation, () => rollBackUpdate(operation, "")) };
}

/**
 * Tries the rest of a rollback again. What the caller wants skipped counts as rolled back from the
 * first write on, so a stop in between loses nothing.
 */
export function continueUpdateRollback(
  stacks: Stacks,
  nameOrId: string,
  options: RollbackOptions & { readonly resourcesToSkip?: readonly string[] },
): Started {
  const { stack, operation, request } = begin(stacks, nameOrId, options);
  const { stackId, status } = stack;
  if (isRepeated(stack, request)) return over(stackId);
  if (status !== "UPDATE_ROLLBACK_FAILED") throw wrongStackState(stackId, status, "rolled back");
  const skipped = recordsToSkip(operation, options.resourcesToSkip ?? []);
  stacks.deps.store.transaction(() => {
    operation.journal.stackStatus("UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated", {
      ...actorRecord(stacks.deps, options.actor, stack),
      request,
    });
    for (const record of skipped) takeAsRestored(operation, record);
  });
  return { stackId, done: stacks.run(operation, () => rollBackUpdate(operation, "")) };
}

/** The running update notices at its next step, and rolls back. */
export function cancelUpdate(
  stacks: Stacks,
  nameOrId: string,
  options: Omit<RollbackOptions, "actor">,
): void {
  const { stack, operation, request } = begin(stacks, nameOrId, options);
  if (isRepeated(stack, request)) return;
  if (stack.status !== "UPDATE_IN_PROGRESS") throw cannotCancel();
  operation.journal.stackStatus("UPDATE_ROLLBACK_IN_PROGRESS", "User Initiated", { request });
}

function begin(stacks: Stacks, nameOrId: string, { request, onEvent }: Omit<RollbackOptions, "actor">) {
  const stack = stacks.find(nameOrId);
  if (stack === undefined) throw stackMissing(nameOrId);
  return {
    stack,
    request,
    operation: createStackOperation(stacks.deps, stack.stackId, { tags: {}, onEvent }),
  };
}

function over(stackId: StackRecord["stackId"]): Started {
  return { stackId, done: Promise.resolve() };
}

/** Only what could not be rolled back may be skipped: not what failed for another reason. */
function recordsToSkip(operation: StackOperation, names: readonly string[]): ResourceRecord[] {
  const records = operation.deps.store.resources(operation.stackId);
  const unknown = names.filter((name) => !records.some(({ logicalId }) => logicalId === name));
  if (unknown.length > 0) {
    throw validationError(
      `The following resource(s) to skip do not exist in the stack: [${unknown.join(", ")}]`,
    );
  }
  const stuck = records.filter(
    ({ status, before, isNewInThisOperation }) =>
      status === "UPDATE_FAILED" && before !== undefined && !isNewInThisOperation,
  );
  const others = names.filter((name) => !stuck.some(({ logicalId }) => logicalId === name));
  if (others.length > 0) {
    throw validationError(
      `The following resource(s) to skip are not in UPDATE_FAILED state because of a failed rollback: [${others.join(", ")}]`,
    );
  }
  return stuck.filter(({ logicalId }) => names.includes(logicalId));
}
