import type { Database } from "../../../../store/database.ts";
import { s3Errors } from "../shared/errors.ts";
import type { Bucket } from "./bucket.ts";

export const BUCKET_MIGRATIONS: readonly string[] = [
  "CREATE TABLE s3_buckets (name TEXT PRIMARY KEY, bucket TEXT NOT NULL) WITHOUT ROWID",
];

/** Buckets; kept in memory as well, because every request asks for one. */
export interface BucketStore {
  find(name: string): Bucket | undefined;
  /** @throws AwsError NoSuchBucket */
  get(name: string): Bucket;
  /** By name. */
  list(): Bucket[];
  save(bucket: Bucket): void;
  remove(name: string): void;
}

export function createBucketStore(database: Database): BucketStore {
  const upsert = database.prepare("INSERT OR REPLACE INTO s3_buckets (name, bucket) VALUES (?, ?)");
  const drop = database.prepare("DELETE FROM s3_buckets WHERE name = ?");
  const rows = database.prepare<{ bucket: string }>("SELECT bucket FROM s3_buckets").all();
  const buckets = new Map<string, Bucket>();
  for (const row of rows) {
    const bucket = JSON.parse(row.bucket) as Bucket;
    buckets.set(bucket.name, bucket);
  }
  return {
    find: (name) => buckets.get(name),
    get: (name) => {
      const bucket = buckets.get(name);
      if (bucket === undefined) throw s3Errors.noSuchBucket(name);
      return bucket;
    },
    list: () => [...buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    save: (bucket) => {
      upsert.run(bucket.name, JSON.stringify(bucket));
      buckets.set(bucket.name, bucket);
    },
    remove: (name) => {
      drop.run(name);
      buckets.delete(name);
    },
  };
}
