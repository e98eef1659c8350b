import { UserError } from "../../core/errors.ts";

/** A stack in one of these is as some deployment left it, by success or by its rollback. */
export const SETTLED: ReadonlySet<string> = new Set([
  "CREATE_COMPLETE",
  "UPDATE_COMPLETE",
  "UPDATE_ROLLBACK_COMPLETE",
]);

/**
 * A deployment that a person's mistake has stopped, with what became of the one before.
 *
 * @param stack as it is afterwards; undefined when it was never deployed
 * @param isUp whether the cloud goes on: at its start it ends with the mistake
 */
export function withLastGood(
  error: unknown,
  stack: { readonly stackName: string; readonly status: string } | undefined,
  isUp: boolean,
): unknown {
  if (!(error instanceof UserError) || stack === undefined || !SETTLED.has(stack.status)) return error;
  const last = `The last good deployment of ${stack.stackName}`;
  const kept = isUp
    ? `${last} goes on running.`
    : `${last} is kept: \`npx portcullis up\` without a folder runs it.`;
  return new UserError(`${error.message}\n${kept}`, error.nextCommand);
}
