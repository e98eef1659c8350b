import type { Logger } from "../../../core/logger.ts";
import type { Trace } from "../../../core/ports/trace.ts";
import type { FunctionReference } from "../functions/names.ts";
import { parseReference } from "../functions/names.ts";
import { type EventOutcome, invocationRecord } from "../invocation/event-outcome.ts";
import { LATEST } from "../shared/constants.ts";
import type { EventInvokeContext } from "./config.ts";
import { decideDelivery } from "./rights.ts";

interface Options {
  readonly lambda: EventInvokeContext;
  readonly trace: Trace | undefined;
  readonly logger: Logger;
  /** Invokes a function with an event, later. */
  readonly send: (reference: FunctionReference, payload: string) => void;
}

/** Sends the record of an event that is done with where the configuration of its function says. */
export function deliverRecord(
  { lambda, trace, logger, send }: Options,
  { name, qualifier }: FunctionReference,
  outcome: EventOutcome,
): void {
  const config = lambda.invokeConfigs.find(name, qualifier || LATEST);
  const destination = outcome.condition === "Success" ? config?.onSuccess : config?.onFailure;
  const version = lambda.store.findAlias(name, qualifier)?.version ?? (qualifier || LATEST);
  const from = outcome.last?.configuration ?? lambda.store.findVersion(name, version);
  if (destination === undefined || from === undefined) return;
  const { allowed, message, why } = decideDelivery(lambda, from, destination);
  if (!allowed) {
    trace?.record({
      request: outcome.requestId,
      service: "lambda",
      operation: name,
      step: "destination",
      verdict: "deny",
      ms: 0,
      who: from.role,
      ...(why === undefined ? {} : { why }),
      wire: { status: 403, code: "AccessDeniedException", message },
    });
    logger.warn({ function: name, destination, reason: message }, "A record was not delivered.");
    return;
  }
  try {
    send(parseReference(destination, "", lambda.scope), invocationRecord(outcome, lambda.clock.now()));
  } catch (error) {
    logger.warn({ function: name, destination, err: error }, "A record was not delivered.");
  }
}
