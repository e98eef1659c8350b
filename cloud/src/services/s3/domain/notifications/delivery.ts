import type { Scope } from "../../../../core/arns.ts";
import type { Clock, Timers } from "../../../../core/clock.ts";
import { AwsError } from "../../../../core/errors.ts";
import type { Logger } from "../../../../core/logger.ts";
import type { Trace } from "../../../../core/ports/trace.ts";
import { bucketAsCaller, type DestinationPorts, dispatchTo } from "./destinations.ts";
import type { EventOutbox, WaitingEvent } from "./outbox.ts";
import { busEvent, recordsDocument } from "./records.ts";

/** Delivers what waits, in the order it happened; at least once, over a stop as well. */
export interface EventDelivery {
  /** From now on, beginning with what an earlier run left. */
  start(): void;
  /** Something waits. */
  wake(): void;
  close(): void;
}

interface Options {
  readonly outbox: EventOutbox;
  readonly ports: DestinationPorts;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly trace: Trace;
  readonly logger: Logger;
}

const BATCH = 50;
const PAUSE_FIRST_MS = 1000;
const PAUSE_LONGEST_MS = 60_000;
/** How long a destination that fails is tried. */
const LONGEST_WAIT_MS = 86_400_000;

export function createEventDelivery(options: Options): EventDelivery {
  const { outbox, timers } = options;
  let started = false;
  let cancelDrain: (() => void) | undefined;
  let cancelRetry: (() => void) | undefined;
  /** Rows up to here were tried. */
  let tried = 0;
  let someFailed = false;
  let pauseMs = PAUSE_FIRST_MS;

  const soon = (): void => {
    cancelDrain ??= timers.after(0, drain);
  };
  const drain = (): void => {
    cancelDrain = undefined;
    const waiting = outbox.after(tried, BATCH);
    for (const row of waiting) {
      tried = row.id;
      if (deliver(options, row) === "done") outbox.remove(row.id);
      else someFailed = true;
    }
    if (waiting.length === BATCH) soon();
    else if (someFailed) cancelRetry ??= timers.after(pauseMs, retry);
    else pauseMs = PAUSE_FIRST_MS;
  };
  const retry = (): void => {
    cancelRetry = undefined;
    someFailed = false;
    tried = 0;
    pauseMs = Math.min(pauseMs * 2, PAUSE_LONGEST_MS);
    drain();
  };

  return {
    start: () => {
      started = true;
      soon();
    },
    wake: () => {
      if (started) soon();
    },
    close: () => {
      started = false;
      cancelDrain?.();
      cancelRetry?.();
    },
  };
}

type Outcome = "done" | "failed";

/** `done`: it is there, or it will never be. */
function deliver(options: Options, waiting: WaitingEvent): Outcome {
  const { clock, logger } = options;
  try {
    hand(options, waiting);
    return "done";
  } catch (error) {
    const about = { bucket: waiting.event.bucket, destination: waiting.to.arn, err: error };
    if (error instanceof AwsError && isFinal(error)) {
      tellRefused(options, waiting, error);
      logger.warn(about, "A notification was refused.");
      return "done";
    }
    if (clock.now() - waiting.event.time > LONGEST_WAIT_MS) {
      logger.error(about, "A notification was not delivered within a day.");
      return "done";
    }
    logger.debug(about, "A notification was not delivered yet.");
    return "failed";
  }
}

/** What somebody decided, as against what went wrong or was too much at once. */
const isFinal = ({ status }: AwsError): boolean => status < 500 && status !== 429;

function hand({ ports, scope }: Options, { to, event }: WaitingEvent): void {
  if (to.kind === "EventBridge") {
    ports.eventBuses.announce(busEvent(event));
    return;
  }
  dispatchTo(ports, to.kind, {
    arn: to.arn,
    caller: bucketAsCaller(scope, event.bucket),
    text: recordsDocument(scope, to.configurationId, event),
    cause: event.origin.cause,
  });
}

function tellRefused({ trace }: Options, { event, to }: WaitingEvent, error: AwsError): void {
  const { status, code, message, why } = error;
  trace.record({
    request: event.origin.cause,
    service: "s3",
    operation: event.name,
    step: "destination",
    verdict: "deny",
    ms: 0,
    who: `s3.amazonaws.com, for ${event.bucket}`,
    ...(why === undefined ? {} : { why }),
    wire: { status, code, message: `${to.arn}: ${message}` },
  });
}
