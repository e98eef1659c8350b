import { withQuery } from "../../../web/parts/paging.tsx";
import { CONSOLE_PATH } from "../../../web/paths.ts";

/** One object, or one version of it. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
  readonly version?: string;
}

export const STORAGE_PATH = `${CONSOLE_PATH}storage`;

export function bucketPath(bucket: string, query: Readonly<Record<string, string>> = {}): string {
  return withQuery(`${STORAGE_PATH}/${encodeURIComponent(bucket)}`, query);
}

/**
 * Keys stand in the query: in a path, browsers would resolve the dots in them. As `object`: the console
 * takes `key` for one that opens it.
 */
export function objectPath(address: ObjectAddress): string {
  return pathOf("object", address);
}

export function downloadPath(address: ObjectAddress): string {
  return pathOf("download", address);
}

function pathOf(page: string, { bucket, key, version }: ObjectAddress): string {
  const query = new URLSearchParams({ object: key, ...(version === undefined ? {} : { version }) });
  return `${STORAGE_PATH}/${encodeURIComponent(bucket)}/${page}?${query}`;
}

/** Where a key stands among folders: `a/b/` of `a/b/c.txt`. */
export function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf("/") + 1);
}
