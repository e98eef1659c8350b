import { compareKeys } from "../objects/key-order.ts";
import { commonPrefixOf } from "../objects/listing.ts";
import { UPLOAD_ID_LENGTH } from "../shared/constants.ts";
import { s3Errors } from "../shared/errors.ts";
import type { MultipartContext } from "./context.ts";
import type { Upload } from "./store.ts";

export interface UploadListing {
  readonly bucket: string;
  readonly prefix: string;
  readonly delimiter: string;
  /** Uploads behind this key; with `idMarker` also those of the key that began later. */
  readonly keyMarker: string;
  /** Says nothing without `keyMarker`. */
  readonly idMarker: string;
  readonly maxUploads: number;
}

export interface UploadPage {
  readonly uploads: readonly Upload[];
  readonly commonPrefixes: readonly string[];
  readonly isTruncated: boolean;
}

/**
 * One page of the uploads by key, then by their beginning; keys that share a prefix up to the delimiter
 * become one common prefix, which is behind the marker as a whole or not at all.
 * @throws AwsError InvalidArgument for the id of another key's upload, or of none
 */
export function listUploads(s3: Pick<MultipartContext, "uploads">, listing: UploadListing): UploadPage {
  const { bucket, prefix, delimiter, keyMarker, maxUploads } = listing;
  const all = s3.uploads.list(bucket);
  const isBehind = behindMarkers(all, listing);
  const uploads: Upload[] = [];
  const commonPrefixes: string[] = [];
  for (const upload of all) {
    if (!upload.key.startsWith(prefix)) continue;
    const common = commonPrefixOf(upload.key, prefix, delimiter);
    if (common === undefined ? !isBehind(upload) : compareKeys(common, keyMarker) <= 0) continue;
    if (common !== undefined && common === commonPrefixes.at(-1)) continue;
    if (uploads.length + commonPrefixes.length === maxUploads) {
      return { uploads, commonPrefixes, isTruncated: true };
    }
    if (common === undefined) uploads.push(upload);
    else commonPrefixes.push(common);
  }
  return { uploads, commonPrefixes, isTruncated: false };
}

function behindMarkers(
  all: readonly Upload[],
  { keyMarker, idMarker }: UploadListing,
): (upload: Upload) => boolean {
  if (keyMarker === "") return () => true;
  const isBehindKey = ({ key }: Upload): boolean => compareKeys(key, keyMarker) > 0;
  if (idMarker === "") return isBehindKey;
  const place = all.findIndex(({ id }) => id === idMarker);
  const marked = all[place];
  if (marked === undefined ? idMarker.length !== UPLOAD_ID_LENGTH : marked.key !== keyMarker) {
    throw s3Errors.invalidArgument("Invalid uploadId marker", "upload-id-marker", idMarker);
  }
  // The upload ended since it was listed: the others of its key come again rather than not at all.
  if (marked === undefined) return ({ key }) => compareKeys(key, keyMarker) >= 0;
  const later = new Set(all.slice(place + 1));
  return (upload) => later.has(upload);
}
