import type { Question } from "../../../../wire/operation.ts";
import type { S3Context } from "../../domain/context.ts";
import type { Upload } from "../../domain/multipart/store.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { type Asking, type ObjectTarget, objectQuestion, targetOf } from "../authorization/questions.ts";
import type { S3Call } from "../http/call.ts";

/** The upload a call names. @throws AwsError NoSuchBucket, NoSuchUpload */
export function uploadOf(s3: S3Context, call: S3Call): Upload {
  const target = targetOf(s3, call);
  const id = call.query.get("uploadId") ?? "";
  const upload = s3.uploads.find(id);
  if (upload === undefined || !isOf(upload, target)) throw s3Errors.noSuchUpload(id);
  return upload;
}

/** An action on the object that an upload is to become; the upload itself is looked for afterwards. */
export function uploadQuestion({ s3, call }: Asking, action: string, createsObject = false): Question {
  const target = targetOf(s3, call);
  return objectQuestion({ s3, call }, action, {
    ...target,
    createsObject,
    upload: () => {
      const upload = s3.uploads.find(call.query.get("uploadId") ?? "");
      return upload !== undefined && isOf(upload, target) ? upload : undefined;
    },
  });
}

const isOf = (upload: Upload, { bucket, key }: ObjectTarget): boolean =>
  upload.bucket === bucket.name && upload.key === key;
