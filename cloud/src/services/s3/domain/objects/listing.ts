import type { ObjectsContext } from "./context.ts";
import type { ListedVersion } from "./store.ts";

export interface ListingRequest {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  readonly maxKeys: number;
  /** Keys and prefixes greater than this. */
  readonly after: string;
}

export interface Listing {
  readonly entries: readonly ListedVersion[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page starts; undefined when this one is the last. */
  readonly next: string | undefined;
}

const BATCH = 1000;
const LAST = "\u{10FFFF}";

/** One page of keys; keys that share a prefix up to the delimiter become one common prefix. */
export function listObjects(s3: Pick<ObjectsContext, "objects">, request: ListingRequest): Listing {
  const { bucket, prefix, delimiter, maxKeys } = request;
  const entries: ListedVersion[] = [];
  const commonPrefixes: string[] = [];
  if (maxKeys === 0) return { entries, commonPrefixes, next: undefined };
  let after = request.after;
  let last = "";
  for (;;) {
    const batch = s3.objects.listLatest({ bucket, prefix, after, limit: BATCH });
    let skipped = false;
    for (const entry of batch) {
      const common = commonPrefixOf(entry.key, prefix, delimiter);
      if (entries.length + commonPrefixes.length === maxKeys) return { entries, commonPrefixes, next: last };
      if (common === undefined) {
        entries.push(entry);
        last = entry.key;
        after = entry.key;
        continue;
      }
      commonPrefixes.push(common);
      // The whole group is one line: go on behind it instead of reading it.
      last = `${common}${LAST}`;
      after = last;
      skipped = true;
      break;
    }
    if (!skipped && batch.length < BATCH) return { entries, commonPrefixes, next: undefined };
  }
}

/** The key up to its first delimiter behind the prefix; undefined when it has none there. */
export function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === "") return undefined;
  const at = key.indexOf(delimiter, prefix.length);
  return at === -1 ? undefined : key.slice(0, at + delimiter.length);
}
