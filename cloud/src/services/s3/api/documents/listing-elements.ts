import type { XmlObject } from "../../../../wire/xml.ts";
import type { ListedVersion } from "../../domain/objects/store.ts";
import { isoTime } from "../http/responses.ts";

interface ElementOptions {
  readonly encode: (name: string) => string;
  readonly owner: XmlObject | undefined;
}

/** `Contents` of ListObjects and ListObjectsV2; also the shared part of `Version`. */
export function contentsElement(entry: ListedVersion, { encode, owner }: ElementOptions): XmlObject {
  return {
    Key: encode(entry.key),
    LastModified: isoTime(entry.lastModified),
    ETag: `"${entry.etag}"`,
    ChecksumAlgorithm: entry.metadata.checksum?.algorithm,
    ChecksumType: entry.metadata.checksum?.type,
    Size: entry.size,
    Owner: owner,
    StorageClass: entry.metadata.storageClass,
  };
}
