import { AwsError } from "../../core/errors.ts";
import { printable } from "../../web/parts/printable.ts";
import type { ConsoleAnswer, ConsoleContext, ConsoleRequest } from "../../wire/console-area.ts";
import { stackPath } from "./parts.tsx";

/** Lets a change set change its stack; how that goes, the events tell. */
export async function executeChangeSet(
  { call }: Pick<ConsoleContext, "call">,
  { parameters }: ConsoleRequest,
): Promise<ConsoleAnswer> {
  const { stack, set, path } = namesOf(parameters);
  try {
    await call("cloudformation", "ExecuteChangeSet", { StackName: stack, ChangeSetName: set });
    return {
      redirect: stackPath(stack, "/events"),
      notice: { verdict: "yes", text: `${printable(set)} is being executed: its events come in below.` },
    };
  } catch (error) {
    return refused(error, path);
  }
}

export async function deleteChangeSet(
  { call }: Pick<ConsoleContext, "call">,
  { parameters, form }: ConsoleRequest,
): Promise<ConsoleAnswer> {
  const { stack, set, path } = namesOf(parameters);
  if (form.text("typed") !== set) {
    return {
      redirect: path,
      notice: { verdict: "no", text: "The name that was typed is another one. Nothing was deleted." },
    };
  }
  try {
    await call("cloudformation", "DeleteChangeSet", { StackName: stack, ChangeSetName: set });
    return {
      redirect: stackPath(stack, "/changes"),
      notice: { verdict: "yes", text: `The change set ${printable(set)} is deleted.` },
    };
  } catch (error) {
    return refused(error, path);
  }
}

function namesOf(parameters: Readonly<Record<string, string>>) {
  const stack = parameters["stack"] ?? "";
  const set = parameters["set"] ?? "";
  return { stack, set, path: stackPath(stack, `/changes/${encodeURIComponent(set)}`) };
}

function refused(error: unknown, redirect: string): ConsoleAnswer {
  if (!(error instanceof AwsError)) throw error;
  return { redirect, notice: { verdict: "no", text: `${error.code}: ${error.message}` } };
}
