import { UserError } from "../../core/errors.ts";
import type { HeldStack } from "../../core/ports/held.ts";
import { heldParts } from "../held/held-parts.ts";
import type { ConditionValue } from "../intrinsics/walk.ts";
import { readSchemas } from "../schemas/schema.ts";
import { noUpdates } from "../shared/errors.ts";
import type { ResourceDefinition } from "../template/model.ts";
import { assertCapabilities } from "./capabilities.ts";
import type { EventListener } from "./journal.ts";
import type {
  ExportRecord,
  OnFailure,
  ResourceRecord,
  StackEvent,
  StackRecord,
  StackStatus,
} from "./records.ts";
import { type Rehearsal, type RehearsalRequest, rehearse } from "./rehearse.ts";
import { continueUpdateRollback } from "./rollback-requests.ts";
import { assertUpdatable, isUnchanged, type OperationRequest, type Stacks } from "./stacks.ts";
import { type UnsupportedPart, unsupportedResources } from "./support.ts";

export interface DeployRequest {
  readonly stackName: string;
  readonly templateBody: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly capabilities: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly onFailure?: OnFailure;
  /** Parameters that keep the value of the stack's last deployment where `parameters` has none. */
  readonly keptParameters?: readonly string[];
}

export interface DeployResult {
  readonly status: StackStatus;
  readonly outputs: Readonly<Record<string, string>>;
  /** False when the stack was up to date and nothing was touched. */
  readonly changed: boolean;
}

export interface StackDescription extends HeldStack {
  readonly stackName: string;
  readonly stackId: string;
  /** When it was created or last updated, in milliseconds of the epoch. */
  readonly changedAt: number;
  readonly status: StackStatus;
  readonly statusReason: string | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly resources: readonly {
    readonly logicalId: string;
    readonly physicalId: string;
    readonly type: string;
    readonly status: string;
  }[];
}

/** Stacks for callers in the same process, e.g. `portcullis up`. */
export interface StackEngine {
  /**
   * Creates or updates a stack and waits for the end. A stack whose creation was rolled back is
   * deleted and made anew; the rollback of an update that got stuck is tried again first. Throws
   * AwsError for refusals, UserError when the stack was rolled back.
   */
  deploy(request: DeployRequest, onEvent?: EventListener): Promise<DeployResult>;
  describe(stackName: string): StackDescription | undefined;
  /** The parameters of a stack that a deployment would keep, where nothing else is given. */
  parametersOf(stackName: string): Readonly<Record<string, string>>;
  /** Whether templates may have resources of this type. */
  supports(type: string): boolean;
  /** Every type that is served or held here. */
  types(): readonly string[];
  /** What of expanded resources is not supported here. */
  unsupported(
    resources: readonly Pick<ResourceDefinition, "logicalId" | "type" | "properties">[],
    condition: ConditionValue,
  ): Promise<readonly UnsupportedPart[]>;
  /** Makes every resource of a template once; for clouds that are thrown away afterwards. */
  rehearse(request: RehearsalRequest): Promise<Rehearsal>;
  /** Every stack that is not deleted, by name. */
  list(): StackDescription[];
  /** Deletes a stack and waits; a stack that does not exist is no error. */
  remove(stackName: string, onEvent?: EventListener): Promise<void>;
  exports(): ExportRecord[];
  /** Brings stacks that a stop caught in the middle to a legal state. Call before serving. */
  recover(): Promise<void>;
}

/** States a creation leaves behind that only a deletion leads out of. */
const DEAD: ReadonlySet<StackStatus> = new Set([
  "REVIEW_IN_PROGRESS",
  "ROLLBACK_COMPLETE",
  "ROLLBACK_FAILED",
  "DELETE_FAILED",
]);

export function createStackEngine(stacks: Stacks): StackEngine {
  const list = createList(stacks);
  return {
    deploy: (request, onEvent) => deploy(stacks, request, onEvent),
    parametersOf: (stackName) => parametersOf(stacks, stackName),
    supports: (type) => stacks.deps.providers().get(type) !== undefined,
    types: () => [...stacks.deps.providers().keys()],
    unsupported: async (resources, condition) => {
      const { providers, schemas } = stacks.deps;
      const known = await readSchemas(
        schemas,
        resources.map(({ type }) => type),
      );
      return unsupportedResources({ resources, condition }, providers(), known);
    },
    rehearse: (request) => rehearse(stacks.deps, request),
    describe: (stackName) => {
      const stack = stacks.find(stackName);
      return stack === undefined ? undefined : describe(stacks, stack);
    },
    list: () => [...list()],
    remove: (stackName, onEvent) => remove(stacks, stackName, onEvent),
    exports: () => stacks.deps.store.exports(),
    recover: () => stacks.recover(),
  };
}

/** Everybody at a start asks for all stacks: they are read anew only after a change. */
function createList(stacks: Stacks): () => readonly StackDescription[] {
  const { store } = stacks.deps;
  const read = () =>
    store
      .stacks()
      .filter(({ status }) => status !== "DELETE_COMPLETE")
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((stack) => describe(stacks, stack));
  let known: { readonly changes: number; readonly list: readonly StackDescription[] } | undefined;
  return () => {
    const changes = store.changes();
    if (changes === undefined) return read();
    if (known?.changes !== changes) known = { changes, list: read() };
    return known.list;
  };
}

async function deploy(
  stacks: Stacks,
  request: DeployRequest,
  onEvent: EventListener | undefined,
): Promise<DeployResult> {
  const known = stacks.find(request.stackName);
  if (known !== undefined && DEAD.has(known.status)) await remove(stacks, request.stackName, onEvent);
  if (known?.status === "UPDATE_ROLLBACK_FAILED") {
    await continueUpdateRollback(stacks, known.stackId, {
      onEvent,
      actor: { caller: stacks.deps.administrator },
    }).done;
  }
  const actor = { caller: stacks.deps.administrator };
  const operation: OperationRequest = { ...request, actor, parameters: withKept(stacks, request) };
  const failures: StackEvent[] = [];
  const turns: StackEvent[] = [];
  const listener: EventListener = (event) => {
    if (event.status.endsWith("_FAILED") && event.reason !== undefined) failures.push(event);
    if (event.status.endsWith("ROLLBACK_IN_PROGRESS") && event.logicalId === request.stackName)
      turns.push(event);
    onEvent?.(event);
  };
  const started = await start(stacks, operation, listener);
  if (started === undefined) return resultOf(stacks, request.stackName, false);
  await started.done;
  const result = resultOf(stacks, request.stackName, true);
  if (result.status === "CREATE_COMPLETE" || result.status === "UPDATE_COMPLETE") return result;
  throw rolledBack(stacks, request.stackName, { failures, turns });
}

function withKept(stacks: Stacks, request: DeployRequest): ReadonlyMap<string, string> {
  const given = new Map(Object.entries(request.parameters));
  const earlier = parametersOf(stacks, request.stackName);
  for (const name of request.keptParameters ?? []) {
    const value = earlier[name];
    if (value !== undefined && !given.has(name)) given.set(name, value);
  }
  return given;
}

function parametersOf(stacks: Stacks, stackName: string): Readonly<Record<string, string>> {
  const stack = stacks.find(stackName);
  if (stack === undefined || DEAD.has(stack.status)) return {};
  return stacks.deps.store.revision(stack.stackId, "current")?.parameters ?? {};
}

/** Undefined when nothing is to be changed. */
async function start(stacks: Stacks, operation: OperationRequest, listener: EventListener) {
  const stack = stacks.find(operation.stackName);
  if (stack === undefined) return stacks.create(operation, listener);
  assertUpdatable(stack);
  const planned = await stacks.plan(stack, operation);
  assertCapabilities(planned, operation.capabilities);
  if (isUnchanged(planned)) return undefined;
  return stacks.startUpdate(operation, { stack, planned, onEvent: listener });
}

interface Ending {
  readonly failures: readonly StackEvent[];
  /** Where the stack itself turned back: a reason that is no resource's, such as an export that is missing. */
  readonly turns: readonly StackEvent[];
}

function rolledBack(stacks: Stacks, stackName: string, { failures, turns }: Ending): UserError {
  const stack = stacks.find(stackName);
  const [first] = failures;
  const ofStack = stack?.statusReason ?? turns[0]?.reason ?? "";
  const why = first === undefined ? ofStack : `${first.logicalId}: ${first.reason ?? ""}`;
  return new UserError(
    `The stack ${stackName} ended in ${stack?.status ?? "an unknown state"}. ${why}`.trim(),
  );
}

async function remove(stacks: Stacks, stackName: string, onEvent?: EventListener): Promise<void> {
  const started = stacks.remove(stackName, { onEvent, actor: { caller: stacks.deps.administrator } });
  if (started === undefined) return;
  await started.done;
  const stack = stacks.find(started.stackId);
  if (stack?.status === "DELETE_COMPLETE") return;
  throw new UserError(
    `The stack ${stackName} was not deleted: ${stack?.statusReason ?? stack?.status ?? ""}`,
  );
}

function resultOf(stacks: Stacks, stackName: string, changed: boolean): DeployResult {
  const stack = stacks.find(stackName);
  if (stack === undefined) throw noUpdates();
  return { status: stack.status, outputs: outputStrings(stack), changed };
}

function outputStrings(stack: StackRecord): Record<string, string> {
  return Object.fromEntries(stack.outputs.map(({ key, value }) => [key, value]));
}

function describe(stacks: Stacks, stack: StackRecord): StackDescription {
  const revision = stacks.deps.store.revision(stack.stackId, "current");
  const hidden = new Set(revision?.noEchoParameters);
  const resources = stacks.deps.store.resources(stack.stackId);
  return {
    stackName: stack.name,
    stackId: stack.stackId,
    changedAt: stack.updatedAt ?? stack.createdAt,
    status: stack.status,
    statusReason: stack.statusReason,
    parameters: Object.fromEntries(
      Object.entries(revision?.parameters ?? {}).map(([name, value]) => [
        name,
        hidden.has(name) ? "****" : value,
      ]),
    ),
    outputs: outputStrings(stack),
    resources: resources.map(resourceSummary),
    held: resources.filter(({ obsolete }) => obsolete === undefined).flatMap(heldParts),
    leftOut: revision?.leftOut ?? [],
  };
}

function resourceSummary({ logicalId, physicalId, type, status }: ResourceRecord) {
  return { logicalId, physicalId, type, status };
}
