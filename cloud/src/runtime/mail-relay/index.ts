import { createAlarm } from "../../core/alarm.ts";
import type { Clock, Timers } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import type { MailRelay } from "../../core/ports/mail-relay.ts";
import type { Trace } from "../../core/ports/trace.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import { composeMail } from "./composed-mail.ts";
import { createQueueStore, type QueuedMail } from "./queue-store.ts";
import { NotRelayedError, type SendMail } from "./smtp.ts";

export interface MailRelayOptions {
  readonly database: Database;
  /** 32 bytes of the key file. */
  readonly masterKey: Buffer;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly randomness: Pick<Randomness, "uuid">;
  readonly logger: Logger;
  readonly trace: Trace;
  readonly from: string;
  readonly send: SendMail;
}

export interface RunningMailRelay extends MailRelay {
  /** Goes on with what is left from before. */
  start(): void;
  /** Resolves when no attempt is being made. */
  settled(): Promise<void>;
  /** What is left goes on after the next start. */
  close(): void;
}

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 900_000;
const TRIED_FOR_MS = 24 * 3_600_000;
/** Of SMTP, where no server said anything. */
const SERVICE_NOT_AVAILABLE = 421;

/**
 * SES-5: a mail is a row from the write that accepts it until the server has it, or has refused it, or a
 * day is over; it comes at least once. One mail at a time, for a server knows its limits.
 */
export function createMailRelay(options: MailRelayOptions): RunningMailRelay {
  const { database, clock, logger, randomness, from, send } = options;
  const queue = createQueueStore(database, options.masterKey);
  let isClosed = false;
  let underWay: Promise<void> | undefined;
  /** Mails in a row at whose first attempt the server was not there; one mail says it once. */
  let absences = 0;

  const pump = async (): Promise<void> => {
    for (;;) {
      const [mail] = isClosed ? [] : queue.due(clock.now());
      if (mail === undefined) return;
      await attempt(mail);
    }
  };
  const attempt = async (mail: QueuedMail): Promise<void> => {
    // A code of last week is of no use to anybody.
    if (clock.now() - mail.since > TRIED_FOR_MS) return giveUp(mail, "24 hours are over");
    try {
      await send(composeMail(mail.message, { id: mail.id, defaultFrom: from }));
      absences = 0;
      if (!isClosed) queue.remove(mail);
    } catch (error) {
      if (!isClosed) failed(mail, error);
    }
  };
  const failed = (mail: QueuedMail, error: unknown): void => {
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof NotRelayedError && error.isFinal) {
      giveUp(mail, reason, error.status);
      return;
    }
    if (mail.attempts === 0) {
      logger.warn({ to: mail.message.destination, reason }, "A mail was not relayed yet; it is tried again.");
    }
    postpone(mail, reason);
    if (error instanceof NotRelayedError && !error.isOfServer) return;
    // What keeps one mail from the server keeps the others: they do not knock one by one. Who was tried least
    // is tried next, so that one mail at which a server hangs up does not keep the others waiting.
    queue.holdAll(clock.now() + pauseAfter(absences));
    if (mail.attempts === 0) absences += 1;
  };
  const postpone = (mail: QueuedMail, reason: string): void => {
    const until = clock.now() + pauseAfter(mail.attempts);
    if (until - mail.since > TRIED_FOR_MS) giveUp(mail, `24 hours are over: ${reason}`);
    else queue.postpone(mail, until);
  };
  const giveUp = (mail: QueuedMail, reason: string, status = SERVICE_NOT_AVAILABLE): void => {
    queue.remove(mail);
    const { cause, destination } = mail.message;
    logger.warn({ to: destination, reason }, "A mail was not relayed and is not tried again.");
    options.trace.record({
      ...{ request: mail.id, service: "mail", operation: `Relay ${cause}`, step: "deliver" },
      ...{ verdict: "deny", ms: 0, wire: { status, code: "NotRelayed", message: reason } },
    });
  };

  const alarm = createAlarm(options, () => {
    underWay ??= pump()
      .catch((error: unknown) => logger.error({ err: error }, "The relay of mail stopped unexpectedly."))
      .finally(() => {
        underWay = undefined;
        wake();
      });
    return undefined;
  });
  const wake = (): void => {
    const at = isClosed || underWay !== undefined ? undefined : queue.nextDueAt();
    if (at !== undefined) alarm.wakeBy(at);
  };
  return {
    queue: (message) => {
      if (message.medium !== "EMAIL" || message.parts?.isSimulated === true) return;
      const now = clock.now();
      queue.add(randomness.uuid(), message, now);
      if (underWay === undefined) alarm.wakeBy(now);
    },
    start: wake,
    settled: async () => {
      while (underWay !== undefined) await underWay;
    },
    close: () => {
      isClosed = true;
      alarm.close();
    },
  };
}

function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS);
}
