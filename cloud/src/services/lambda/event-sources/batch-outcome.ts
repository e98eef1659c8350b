import type { InvocationResult } from "../environments/invocation-run.ts";
import type { BatchOutcome } from "./source.ts";

const FAILED: BatchOutcome = { kind: "failed" };
const DONE: BatchOutcome = { kind: "done" };

/**
 * What a function says of its batch. Nothing, and an empty list, is a success; what can not be read is the
 * failure of the whole batch [LAM-28].
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function batchOutcome(
  { functionError, payload }: Pick<InvocationResult, "functionError" | "payload">,
  reportsItemFailures: boolean,
): BatchOutcome {
  if (functionError) return FAILED;
  if (!reportsItemFailures) return DONE;
  const text = payload.toString("utf8").trim();
  if (text === "") return DONE;
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return FAILED;
  }
  if (answer === null || (Array.isArray(answer) && answer.length === 0)) return DONE;
  if (typeof answer !== "object" || Array.isArray(answer)) return FAILED;
  const { batchItemFailures = null } = answer as { readonly batchItemFailures?: unknown };
  if (batchItemFailures === null) return DONE;
  if (!Array.isArray(batchItemFailures)) return FAILED;
  const identifiers = batchItemFailures.map(identifierOf);
  if (identifiers.length === 0) return DONE;
  return identifiers.every((one) => one !== undefined) ? { kind: "some-failed", identifiers } : FAILED;
}

/** An entry with anything beside its identifier, or with an empty one, is none. */
function identifierOf(entry: unknown): string | undefined {
  if (typeof entry !== "object" || entry === null || Object.keys(entry).join() !== "itemIdentifier")
    return undefined;
  const { itemIdentifier } = entry as { readonly itemIdentifier: unknown };
  return typeof itemIdentifier === "string" && itemIdentifier !== "" ? itemIdentifier : undefined;
}
