import type { StreamRecord } from "../../../core/ports/table-streams.ts";
import type { StreamSettings } from "./mapping.ts";
import type { BatchOutcome, BatchRun } from "./source.ts";

/** A record that the function is to get. */
export interface ReadRecord {
  readonly record: StreamRecord;
  /** Epoch milliseconds at which it was read. */
  readonly readAt: number;
  /** Of its JSON. */
  readonly bytes: number;
}

/** Why records are given up. */
export interface Discard {
  readonly condition: "RetryAttemptsExhausted" | "RecordAgeExceeded";
  /** How often the function ran with them. */
  readonly runs: number;
  readonly last: BatchRun | undefined;
}

export interface BatchWork {
  /** As they are now; undefined when the mapping has ended. */
  settings(): StreamSettings | undefined;
  invoke(records: readonly StreamRecord[]): Promise<BatchRun>;
  /** Nothing is left to do for these. */
  done(records: readonly ReadRecord[]): void;
  /** What the settings say of records that are given up. */
  discard(records: readonly ReadRecord[], why: Discard): void;
  /** Before the next run after so many failures. */
  pause(failures: number): Promise<void>;
  /** Epoch milliseconds. */
  now(): number;
}

interface Tally {
  readonly retries: number;
  readonly runs: number;
  readonly last: BatchRun | undefined;
}

const FRESH: Tally = { retries: 0, runs: 0, last: undefined };
/** On AWS the stream has lost a record by then. */
const LONGEST_TRY_MS = 86_400_000;

/**
 * Runs the function with records until they are done or given up, in their order.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 */
export async function workOff(
  work: BatchWork,
  records: readonly ReadRecord[],
  tally: Tally = FRESH,
): Promise<void> {
  let rest = records;
  let { retries, runs, last } = tally;
  while (rest.length > 0) {
    const settings = work.settings();
    if (settings === undefined) return;
    const young = unexpired(work, rest, { settings, tally: { retries, runs, last } });
    if (young.length < rest.length) {
      rest = young;
      continue;
    }
    const run = await work.invoke(rest.map(({ record }) => record));
    // What the function was not given counts as no attempt.
    if (run.refusal !== undefined) continue;
    runs += 1;
    last = run;
    const failed = firstFailed(rest, run.outcome);
    work.done(rest.slice(0, failed));
    rest = rest.slice(failed);
    if (rest.length === 0) return;
    // A split is no retry.
    if (settings.bisects && failed > 0) continue;
    if (settings.bisects && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      await workOff(work, rest.slice(0, middle), { retries, runs, last });
      await workOff(work, rest.slice(middle), { retries, runs, last });
      return;
    }
    if (settings.maximumRetryAttempts >= 0 && retries >= settings.maximumRetryAttempts) {
      work.discard(rest, { condition: "RetryAttemptsExhausted", runs, last });
      work.done(rest);
      return;
    }
    retries += 1;
    await work.pause(retries);
  }
}

/** Gives up what is too old, and returns the others. */
function unexpired(
  work: BatchWork,
  records: readonly ReadRecord[],
  { settings, tally: { runs, last } }: { readonly settings: StreamSettings; readonly tally: Tally },
): readonly ReadRecord[] {
  const now = work.now();
  const { maximumRecordAgeSeconds: mostSeconds } = settings;
  const isTooOld = ({ record }: ReadRecord): boolean =>
    mostSeconds >= 0 && now / 1000 - record.dynamodb.ApproximateCreationDateTime > mostSeconds;
  const old = records.filter(isTooOld);
  if (old.length > 0) {
    work.discard(old, { condition: "RecordAgeExceeded", runs, last });
    work.done(old);
  }
  const isGone = ({ readAt }: ReadRecord): boolean => now - readAt > LONGEST_TRY_MS;
  const young = records.filter((one) => !isTooOld(one));
  work.done(young.filter(isGone));
  return young.filter((one) => !isGone(one));
}

/** The index of the first record that is not done. */
function firstFailed(records: readonly ReadRecord[], outcome: BatchOutcome): number {
  if (outcome.kind === "done") return records.length;
  if (outcome.kind === "failed") return 0;
  const indexes = new Map(records.map(({ record }, index) => [record.dynamodb.SequenceNumber, index]));
  // LAM-40: an answer may name more than a call takes arguments.
  return outcome.identifiers.reduce(
    // LAM-28: a number that none of them has: nobody knows what the function means.
    (first, number) => Math.min(first, indexes.get(number) ?? 0),
    records.length,
  );
}
