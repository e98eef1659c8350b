import type { Endpoints } from "../../../core/endpoints.ts";
import { AwsError } from "../../../core/errors.ts";
import type {
  Properties,
  ProvisionedResource,
  ResourceContext,
} from "../../../core/ports/resource-provider.ts";
import { assertAutoExpand, assertCapabilities } from "../../engine/capabilities.ts";
import { finishHeldUpdate } from "../../engine/operations.ts";
import { useOfExports } from "../../engine/outputs.ts";
import type { Prepared } from "../../engine/prepare.ts";
import type { StackRecord, StackStatus } from "../../engine/records.ts";
import { runDelete } from "../../engine/remove.ts";
import { finishUpdateRollback, rollBackUpdate } from "../../engine/rollback.ts";
import { Interrupted, type StackOperation } from "../../engine/stack-operation.ts";
import { isUnchanged, type OperationRequest, type Stacks, type Started } from "../../engine/stacks.ts";
import { validationError } from "../../shared/errors.ts";
import { nestedRequest } from "./nested-request.ts";

/** What AWS::CloudFormation::Stack does. Each call ends when the nested stack is where it should be. */
export interface NestedStacks {
  nameOf(context: ResourceContext): string;
  create(context: ResourceContext, properties: Properties): Promise<ProvisionedResource>;
  /** In a rollback of the parent: puts back what its operation has changed. */
  update(context: ResourceContext, stackId: string, properties: Properties): Promise<ProvisionedResource>;
  finish(stackId: string): Promise<void>;
  remove(context: ResourceContext, stackId: string): Promise<void>;
}

interface Dependencies {
  readonly stacks: Stacks;
  readonly endpoints: Endpoints;
}

/** An update that is done, not yet official, or was interrupted on its way: only a rollback leads here. */
const OPEN: Readonly<Partial<Record<StackStatus, (operation: StackOperation) => Promise<void>>>> = {
  UPDATE_IN_PROGRESS: (operation) => rollBackUpdate(operation, ""),
  UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: (operation) => rollBackUpdate(operation, ""),
  UPDATE_ROLLBACK_IN_PROGRESS: (operation) => rollBackUpdate(operation, ""),
  UPDATE_ROLLBACK_FAILED: (operation) => rollBackUpdate(operation, ""),
  UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: finishUpdateRollback,
};

export function createNestedStacks(deps: Dependencies): NestedStacks {
  const { stacks } = deps;
  const find = (stackId: string): StackRecord => {
    const stack = stacks.deps.store.stackById(stackId);
    if (stack === undefined) throw validationError(`Stack with id ${stackId} does not exist`);
    return stack;
  };
  /** A cloud that stops has not failed. */
  const settled = async (stackId: string, done: Promise<void>): Promise<StackRecord> => {
    await done;
    const stack = find(stackId);
    if (stacks.deps.stopping() && isUnderWay(stack)) throw new Interrupted();
    return stack;
  };
  const nameOf = (context: ResourceContext) => context.generateName({ maxLength: 128 });

  return {
    nameOf,
    create: async (context, properties) => {
      const request = await nestedRequest(deps, context, { stackName: nameOf(context), properties });
      const stackId = stacks.newStackId(request.stackName);
      const prepared = await inOwnWords(() => prepareNested(stacks, request, stackId));
      let started: Started | undefined;
      context.commit(() => {
        // The parent's rollback deletes what a failed creation leaves.
        started = stacks.startCreate({ ...request, onFailure: "DO_NOTHING" }, { stackId, prepared });
        return { physicalId: stackId, attributes: {} };
      });
      const stack = await settled(stackId, started?.done ?? Promise.resolve());
      if (stack.status === "CREATE_COMPLETE") return resourceOf(stack);
      throw notDone(stack, `created: ${stack.statusReason ?? ""}`);
    },
    update: async (context, stackId, properties) => {
      const open = OPEN[find(stackId).status];
      if (open !== undefined) {
        const operation = stacks.operationOn(stackId);
        const stack = await settled(
          stackId,
          stacks.run(operation, () => open(operation)),
        );
        if (stack.status === "UPDATE_ROLLBACK_COMPLETE") return resourceOf(stack);
        throw notUpdated(stack, stack.statusReason);
      }
      return change(context, stackId, properties);
    },
    finish: async (stackId) => {
      if (stacks.deps.store.stackById(stackId)?.status !== "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS") return;
      const operation = stacks.operationOn(stackId);
      await settled(
        stackId,
        stacks.run(operation, () => finishHeldUpdate(operation)),
      );
    },
    remove: async (_context, stackId) => {
      const known = stacks.deps.store.stackById(stackId);
      if (known === undefined || known.status === "DELETE_COMPLETE") return;
      const operation = stacks.operationOn(stackId);
      const use = useOfExports(operation);
      if (use !== undefined) throw notDone(known, `deleted: ${use}`);
      operation.journal.stackStatus("DELETE_IN_PROGRESS", "User Initiated", {
        caller: _context.caller,
        retainResources: [],
      });
      const stack = await settled(
        stackId,
        stacks.run(operation, () => runDelete(operation)),
      );
      if (stack.status !== "DELETE_COMPLETE") throw notDone(stack, `deleted: ${stack.statusReason ?? ""}`);
    },
  };

  async function change(
    context: ResourceContext,
    stackId: string,
    properties: Properties,
  ): Promise<ProvisionedResource> {
    const stack = find(stackId);
    const request = await nestedRequest(deps, context, { stackName: stack.name, properties });
    const planned = await inOwnWords(async () => {
      const plan = await stacks.plan(stack, request);
      assertAcknowledged(plan, request);
      return plan;
    });
    if (isUnchanged(planned)) return resourceOf(stack);
    let reason: string | undefined;
    const { done } = stacks.startUpdate(
      { ...request, isHeld: true },
      {
        stack,
        planned,
        onEvent: (event) => {
          if (event.status === "UPDATE_ROLLBACK_IN_PROGRESS") reason = event.reason;
        },
      },
    );
    const updated = await settled(stackId, done);
    if (updated.held !== undefined) return resourceOf(updated);
    throw notUpdated(updated, reason);
  }
}

async function prepareNested(stacks: Stacks, request: OperationRequest, stackId: string): Promise<Prepared> {
  const prepared = await stacks.prepare(request, stackId);
  assertAcknowledged(prepared, request);
  return prepared;
}

function assertAcknowledged(prepared: Prepared, { capabilities }: OperationRequest): void {
  assertCapabilities(prepared, capabilities);
  assertAutoExpand(prepared.transformed, capabilities);
}

/** What is wrong with the template or its parameters is the reason as it stands. */
async function inOwnWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AwsError) throw validationError(error.message);
    throw error;
  }
}

function isUnderWay({ status, held }: StackRecord): boolean {
  return status.endsWith("_IN_PROGRESS") && held === undefined;
}

function resourceOf({ stackId, outputs }: StackRecord): ProvisionedResource {
  const attributes = Object.fromEntries(outputs.map(({ key, value }) => [`Outputs.${key}`, value]));
  return { physicalId: stackId, attributes };
}

function notDone({ stackId }: StackRecord, what: string): AwsError {
  return validationError(`Embedded stack ${stackId} was not successfully ${what}`.trim());
}

function notUpdated(stack: StackRecord, reason: string | undefined): AwsError {
  const because = reason === undefined ? "" : ` with reason: ${reason}`;
  return notDone(stack, `updated. Currently in ${stack.status}${because}`);
}
