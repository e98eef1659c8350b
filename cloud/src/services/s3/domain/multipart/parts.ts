import type { BlobRef } from "../objects/blobs.ts";
import { type ChecksumAlgorithm, checksumRow } from "../objects/checksums.ts";
import { etagOf } from "../objects/data-key.ts";
import type { ReceivedBody } from "../objects/receive.ts";
import { s3Errors } from "../shared/errors.ts";
import type { MultipartContext } from "./context.ts";
import type { Part, Upload } from "./store.ts";

interface NewPart {
  readonly upload: Upload;
  readonly number: number;
  readonly body: ReceivedBody;
}

/** Keeps a received part; a part of the same number is replaced. @throws AwsError NoSuchUpload when the upload ended meanwhile */
export async function storePart(s3: MultipartContext, { upload, number, body }: NewPart): Promise<Part> {
  const { blob } = body;
  if (blob === undefined) throw new Error("a part is always kept in a file");
  const part: Part = {
    number,
    size: body.size,
    etag: etagOf(s3, upload.settings.metadata.encryption, body.md5),
    checksum: await checksumFor(s3, { body, blob, algorithm: upload.settings.algorithm }),
    declared: body.checksum.algorithm === upload.settings.algorithm ? undefined : body.checksum,
    uploadedAt: s3.clock.now(),
    blob,
  };
  const freed = s3.database.transaction(() => {
    if (s3.uploads.find(upload.id) === undefined) throw s3Errors.noSuchUpload(upload.id);
    const old = s3.uploads.putPart(upload.id, part);
    s3.objects.dropBlobs(old);
    s3.objects.addBlobs([blob]);
    return old;
  });
  s3.blobs.remove(freed);
  return part;
}

interface ChecksumRequest {
  readonly body: ReceivedBody;
  readonly blob: BlobRef;
  readonly algorithm: ChecksumAlgorithm;
}

/** A client may send another checksum than the upload's: that one is computed from the file. */
async function checksumFor(
  s3: MultipartContext,
  { body, blob, algorithm }: ChecksumRequest,
): Promise<string> {
  if (body.checksum.algorithm === algorithm) return body.checksum.value;
  const running = checksumRow(algorithm).create();
  if (body.size > 0) {
    for await (const chunk of s3.blobs.read([blob], { start: 0, end: body.size - 1 })) {
      running.update(chunk as Buffer);
    }
  }
  return running.digest().toString("base64");
}
