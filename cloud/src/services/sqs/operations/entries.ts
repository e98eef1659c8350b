import type { AwsError } from "../../../core/errors.ts";
import {
  emptyBatch,
  entryIdsNotDistinct,
  invalidEntryId,
  SqsError,
  tooManyEntries,
} from "../shared/errors.ts";

const MOST = 10;
const ID = /^[A-Za-z0-9_-]{1,80}$/;

interface Entry {
  readonly Id?: string;
}

/**
 * The entries of a batch.
 * @param shape AWS's name of one, which the refusal of none has
 * @throws SqsError EmptyBatchRequest, TooManyEntriesInBatchRequest, InvalidBatchEntryId, BatchEntryIdsNotDistinct
 */
export function assertEntries<One extends Entry>(
  entries: readonly One[] | undefined,
  shape: string,
): readonly (One & { readonly Id: string })[] {
  if (entries === undefined || entries.length === 0) throw emptyBatch(shape);
  if (entries.length > MOST) throw tooManyEntries(entries.length);
  const seen = new Set<string>();
  for (const { Id: id = "" } of entries) {
    if (!ID.test(id)) throw invalidEntryId();
    if (seen.has(id)) throw entryIdsNotDistinct(id);
    seen.add(id);
  }
  return entries as readonly (One & { readonly Id: string })[];
}

/** Each entry for itself: what is refused of one does not touch the others. */
export function eachEntry<One extends { readonly Id: string }>(
  entries: readonly One[],
  run: (entry: One) => object | undefined,
): object {
  const successful: object[] = [];
  const failed: object[] = [];
  for (const entry of entries) {
    try {
      successful.push({ Id: entry.Id, ...run(entry) });
    } catch (error) {
      if (!(error instanceof SqsError)) throw error;
      failed.push({ Id: entry.Id, SenderFault: true, Code: codeOf(error), Message: error.message });
    }
  }
  return {
    ...(successful.length === 0 ? {} : { Successful: successful }),
    ...(failed.length === 0 ? {} : { Failed: failed }),
  };
}

/** In a batch a missing member is a wrong value. */
function codeOf(error: SqsError & AwsError): string {
  return error.code === "MissingParameter" ? "InvalidParameterValue" : error.queryCode;
}
