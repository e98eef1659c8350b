import type { Logger } from "../../../core/logger.ts";
import type { Trace } from "../../../core/ports/trace.ts";
import type { FunctionConfiguration } from "../functions/function.ts";
import type { FunctionReference } from "../functions/names.ts";
import { parseReference } from "../functions/names.ts";
import { type OutgoingRecord, recordTakerOf } from "../functions/record-takers.ts";
import { roleSession } from "../functions/role-session.ts";
import { type EventOutcome, invocationRecord } from "../invocation/event-outcome.ts";
import { LATEST } from "../shared/constants.ts";
import type { EventInvokeContext } from "./config.ts";
import { deadLetter } from "./dead-letter.ts";
import { decideDelivery } from "./rights.ts";

interface Options {
  readonly lambda: EventInvokeContext;
  readonly trace: Trace | undefined;
  readonly logger: Logger;
  /** Invokes a function with an event, later. */
  readonly send: (reference: FunctionReference, payload: string, lineage: readonly string[]) => void;
}

/**
 * Sends the record of an event that is done with where the configuration of its function says, and the
 * event itself to the dead-letter target when it was not done.
 */
export function deliverRecord(
  options: Options,
  { name, qualifier }: FunctionReference,
  outcome: EventOutcome,
): void {
  const { lambda } = options;
  const config = lambda.invokeConfigs.find(name, qualifier || LATEST);
  const isDone = outcome.condition === "Success";
  const destination = isDone ? config?.onSuccess : config?.onFailure;
  const version = lambda.store.findAlias(name, qualifier)?.version ?? (qualifier || LATEST);
  const from = lambda.store.findVersion(name, outcome.last?.version ?? version);
  if (from === undefined) return;
  if (!isDone && from.deadLetterArn !== undefined) {
    const record = deadLetter(outcome);
    deliver(options, outcome, { from, step: "dead-letter", destination: from.deadLetterArn, record });
  }
  if (destination !== undefined) {
    const { functionArn } = outcome;
    const record = { body: invocationRecord(outcome, lambda.clock.now()), functionArn, isSuccess: isDone };
    deliver(options, outcome, { from, step: "destination", destination, record });
  }
}

interface Delivery {
  readonly from: FunctionConfiguration;
  readonly step: "dead-letter" | "destination";
  readonly destination: string;
  readonly record: OutgoingRecord;
}

function deliver(options: Options, outcome: EventOutcome, delivery: Delivery): void {
  const { lambda, logger } = options;
  const { from, step, destination, record } = delivery;
  const decision = decideDelivery(lambda, from, destination);
  if (!decision.allowed) {
    tellRefused(options, outcome.requestId, { from, step, destination, decision });
    return;
  }
  const caller = roleSession(lambda, from);
  try {
    const taker = recordTakerOf(destination);
    if (taker === undefined) sendOn(options, outcome, delivery);
    else if (caller !== undefined) taker.take(lambda, caller, destination, record);
  } catch (error) {
    logger.warn({ function: from.functionName, destination, err: error }, "A record was not delivered.");
  }
}

/** After so many runs of a function in one chain of records, nothing more is sent to it. */
const LONGEST_CHAIN = 16;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
function sendOn(
  { lambda, logger, send }: Options,
  outcome: EventOutcome,
  { from, destination, record }: Delivery,
): void {
  const reference = parseReference(destination, "", lambda.scope);
  const lineage = [...outcome.lineage, from.functionName];
  if (lineage.filter((name) => name === reference.name).length < LONGEST_CHAIN) {
    send(reference, record.body, lineage);
    return;
  }
  logger.warn(
    { function: reference.name, rounds: LONGEST_CHAIN },
    "A function whose records lead back to it was stopped.",
  );
}

/** A record that the function's role does not let out. */
export function tellRefused(
  { trace, logger }: Pick<Options, "trace" | "logger">,
  requestId: string,
  {
    from,
    step,
    destination,
    decision: { message, why },
  }: Pick<Delivery, "step" | "destination"> & {
    readonly from: Pick<FunctionConfiguration, "functionName" | "role">;
    readonly decision: ReturnType<typeof decideDelivery>;
  },
): void {
  trace?.record({
    request: requestId,
    service: "lambda",
    operation: from.functionName,
    step,
    verdict: "deny",
    ms: 0,
    who: from.role,
    ...(why === undefined ? {} : { why }),
    wire: { status: 403, code: "AccessDeniedException", message },
  });
  logger.warn({ function: from.functionName, destination, reason: message }, "A record was not delivered.");
}
