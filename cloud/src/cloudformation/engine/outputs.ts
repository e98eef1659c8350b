import { validationError } from "../shared/errors.ts";
import type { Applied } from "./apply.ts";
import { resolveOutputText } from "./evaluation.ts";
import { withLocalAddresses } from "./local-addresses.ts";
import type { Program } from "./program.ts";
import type { ExportRecord, StackOutput } from "./records.ts";
import type { StackOperation } from "./stack-operation.ts";

/** Values of the outputs, with addresses that work here. */
export function resolveOutputs(operation: StackOperation, program: Program, applied: Applied): StackOutput[] {
  const { endpoints, scope } = operation.deps;
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
export function exportsOf(operation: StackOperation, outputs: readonly StackOutput[]): ExportRecord[] {
  const exports = new Map<string, ExportRecord>();
  for (const { exportName, value, key } of outputs) {
    if (exportName === undefined) continue;
    if (exports.has(exportName)) {
      throw validationError(`Output ${key} exports the name ${exportName} a second time`);
    }
    assertFree(operation, exportName);
    exports.set(exportName, { name: exportName, stackId: operation.stackId, value });
  }
  for (const known of ownExports(operation)) {
    const next = exports.get(known.name);
    if (next === undefined) assertUnused(operation, known.name, "deleted");
    else if (next.value !== known.value) assertUnused(operation, known.name, "updated");
  }
  return [...exports.values()];
}

/** What a stack exports. */
export function ownExports(operation: Pick<StackOperation, "deps" | "stackId">): ExportRecord[] {
  return operation.deps.store.exports().filter(({ stackId }) => stackId === operation.stackId);
}

function assertFree(operation: StackOperation, name: string): void {
  const holder = operation.deps.store.exportByName(name);
  if (holder === undefined || holder.stackId === operation.stackId) return;
  const stack = operation.deps.store.stackById(holder.stackId);
  throw validationError(
    `Export with name ${name} is already exported by stack ${stack?.name ?? holder.stackId}.`,
  );
}

/** CFN-EXPORT: an export that another stack imports is neither changed nor removed. */
function assertUnused(operation: StackOperation, name: string, verb: "deleted" | "updated"): void {
  const use = useOfExport(operation, name, verb);
  if (use !== undefined) throw validationError(use);
}

/** Why the exports of a stack cannot go; undefined when no other stack imports one. */
export function useOfExports(operation: Pick<StackOperation, "deps" | "stackId">): string | undefined {
  return ownExports(operation)
    .map(({ name }) => useOfExport(operation, name, "deleted"))
    .find((use) => use !== undefined);
}

function useOfExport(
  operation: Pick<StackOperation, "deps" | "stackId">,
  name: string,
  verb: "deleted" | "updated",
): string | undefined {
  const users = operation.deps.store
    .importers(name)
    .filter((stackId) => stackId !== operation.stackId)
    .map((stackId) => operation.deps.store.stackById(stackId)?.name ?? stackId);
  if (users.length === 0) return undefined;
  return `Export ${name} cannot be ${verb} as it is in use by ${users.join(" and ")}`;
}
