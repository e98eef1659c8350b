import type { Database } from "../../../../store/database.ts";
import { RecordCache } from "../../../../store/record-cache.ts";
import type { ObjectVersion } from "./object.ts";
import type { ObjectStore } from "./store.ts";

const CACHED_OBJECTS = 256;
/** Larger ones would make the cache a matter of memory; together the kept ones take 4 MB at most. */
const CACHED_DATA_BYTES = 16_384;

/**
 * Remembers small latest versions that are read again and again, as a picture is by its owner's app.
 * Only committed states are remembered, and writers forget what they touch.
 */
export function withObjectCache(database: Database, store: ObjectStore): ObjectStore {
  const cache = new RecordCache<ObjectVersion>(CACHED_OBJECTS, isSmall);
  const forget = ({ bucket, key }: Pick<ObjectVersion, "bucket" | "key">): void =>
    cache.forget(cacheKey(bucket, key));
  return {
    ...store,
    latest: (bucket, key) => {
      const load = (): ObjectVersion | undefined => store.latest(bucket, key);
      return database.inTransaction ? load() : cache.get(cacheKey(bucket, key), load);
    },
    put: (added) => {
      forget(added);
      return store.put(added);
    },
    remove: (version) => {
      forget(version);
      return store.remove(version);
    },
    setMetadata: (version, metadata) => {
      forget(version);
      store.setMetadata(version, metadata);
    },
  };
}

/** Bucket names have no slash. */
function cacheKey(bucket: string, key: string): string {
  return `${bucket}/${key}`;
}

function isSmall({ data }: ObjectVersion): boolean {
  return data !== undefined && data.length <= CACHED_DATA_BYTES;
}
