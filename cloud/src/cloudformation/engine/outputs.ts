import { validationError } from "../errors.ts";
import type { Applied } from "./apply.ts";
import { resolveOutputText } from "./evaluation.ts";
import { withLocalAddresses } from "./local-addresses.ts";
import type { Program } from "./program.ts";
import type { ExportRecord, StackOutput } from "./records.ts";
import type { Worker } from "./worker.ts";

/** Values of the outputs, with addresses that work here. */
export function resolveOutputs(worker: Worker, program: Program, applied: Applied): StackOutput[] {
  const { endpoints, scope } = worker.deps;
  return program.outputs.map((output) => {
    const text = resolveOutputText(output.value, applied.evaluation, output.name);
    return {
      key: output.name,
      value: withLocalAddresses(text, endpoints, scope.region),
      description: output.description,
      exportName:
        output.exportName === undefined
          ? undefined
          : resolveOutputText(output.exportName, applied.evaluation, output.name),
    };
  });
}

/** The exports of a stack; throws where one is taken or still in use. */
export function exportsOf(worker: Worker, outputs: readonly StackOutput[]): ExportRecord[] {
  const exports = new Map<string, ExportRecord>();
  for (const { exportName, value, key } of outputs) {
    if (exportName === undefined) continue;
    if (exports.has(exportName)) {
      throw validationError(`Output ${key} exports the name ${exportName} a second time`);
    }
    assertFree(worker, exportName);
    exports.set(exportName, { name: exportName, stackId: worker.stackId, value });
  }
  for (const known of ownExports(worker)) {
    const next = exports.get(known.name);
    if (next === undefined) assertUnused(worker, known.name, "deleted");
    else if (next.value !== known.value) assertUnused(worker, known.name, "updated");
  }
  return [...exports.values()];
}

function ownExports(worker: Pick<Worker, "deps" | "stackId">): ExportRecord[] {
  return worker.deps.store.exports().filter(({ stackId }) => stackId === worker.stackId);
}

function assertFree(worker: Worker, name: string): void {
  const holder = worker.deps.store.exportByName(name);
  if (holder === undefined || holder.stackId === worker.stackId) return;
  const stack = worker.deps.store.stackById(holder.stackId);
  throw validationError(
    `Export with name ${name} is already exported by stack ${stack?.name ?? holder.stackId}.`,
  );
}

/** CFN-EXPORT: an export that another stack imports is neither changed nor removed. */
function assertUnused(worker: Worker, name: string, verb: "deleted" | "updated"): void {
  const use = useOfExport(worker, name, verb);
  if (use !== undefined) throw validationError(use);
}

/** Why the exports of a stack cannot go; undefined when no other stack imports one. */
export function useOfExports(worker: Pick<Worker, "deps" | "stackId">): string | undefined {
  return ownExports(worker)
    .map(({ name }) => useOfExport(worker, name, "deleted"))
    .find((use) => use !== undefined);
}

function useOfExport(
  worker: Pick<Worker, "deps" | "stackId">,
  name: string,
  verb: "deleted" | "updated",
): string | undefined {
  const users = worker.deps.store
    .importers(name)
    .filter((stackId) => stackId !== worker.stackId)
    .map((stackId) => worker.deps.store.stackById(stackId)?.name ?? stackId);
  if (users.length === 0) return undefined;
  return `Export ${name} cannot be ${verb} as it is in use by ${users.join(" and ")}`;
}
