import type { ObjectReader } from "../../../../core/ports/object-reader.ts";
import { objectArn } from "../buckets/bucket.ts";
import { s3Errors } from "../shared/errors.ts";
import type { ObjectsContext } from "./context.ts";
import { openDataKey } from "./data-key.ts";
import { DEFAULT_CONTENT_TYPE } from "./object.ts";
import { tagValue } from "./tags.ts";

/** Reads whole objects for other services of this cloud; they authorize their own callers. */
export function createObjectReader(
  s3: Pick<ObjectsContext, "buckets" | "objects" | "blobs" | "scope" | "customerKeys" | "randomness">,
): ObjectReader {
  return {
    // S3-22: what another service reads for a caller is asked as if the caller came here.
    readingOf: (bucketName, key, versionId) => ({
      action: versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion",
      resource: objectArn(bucketName, key),
      context: {
        "s3:ExistingObjectTag/": (rest) => {
          const version =
            versionId === undefined
              ? s3.objects.latest(bucketName, key)
              : s3.objects.version(bucketName, key, versionId);
          return tagValue(version?.metadata.tags ?? {}, rest);
        },
        "s3:ResourceAccount": s3.scope.accountId,
        ...(versionId === undefined ? {} : { "s3:versionid": versionId }),
      },
      resourcePolicy: s3.buckets.find(bucketName)?.policy,
    }),
    readObject: async (caller, { bucket: bucketName, key, versionId }) => {
      const bucket = s3.buckets.get(bucketName);
      const version =
        versionId === undefined
          ? s3.objects.latest(bucket.name, key)
          : s3.objects.version(bucket.name, key, versionId);
      if (version === undefined && versionId !== undefined) throw s3Errors.noSuchVersion(key, versionId);
      if (version === undefined || version.isDeleteMarker) throw s3Errors.noSuchKey(key);
      const { encryption } = version.metadata;
      if (encryption.algorithm === "aws:kms")
        openDataKey(s3, { caller, bucket: bucketName, key }, encryption);
      const contentType = version.metadata.headers["content-type"] ?? DEFAULT_CONTENT_TYPE;
      if (version.data !== undefined) return { body: version.data, contentType };
      if (version.size === 0) return { body: Buffer.alloc(0), contentType };
      const stream = s3.blobs.read(version.blobs, { start: 0, end: version.size - 1 });
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      return { body: Buffer.concat(chunks), contentType };
    },
  };
}
