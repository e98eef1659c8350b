import type { S3Context } from "../../domain/context.ts";
import { deleteObject } from "../../domain/objects/delete.ts";
import { assertVersionId } from "../../domain/objects/version-id.ts";
import { onVersion, targetOf } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { originOf } from "../requests/origin.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const DeleteObject = (s3: S3Context): S3Operation => ({
  name: "DeleteObject",
  method: "DELETE",
  level: "object",
  authorize: onVersion(s3, { latest: "s3:DeleteObject", version: "s3:DeleteObjectVersion" }),
  run: (call) => {
    const versionId = call.query.get("versionId");
    const target = targetOf(s3, call);
    if (versionId !== undefined) assertVersionId(versionId, target.bucket);
    const outcome = deleteObject(s3, {
      ...target,
      versionId,
      ifMatch: call.request.headers["if-match"],
      origin: () => originOf(call),
    });
    return emptyResponse(204, {
      ...(outcome.isDeleteMarker ? { "x-amz-delete-marker": "true" } : {}),
      ...(outcome.versionId === undefined ? {} : { "x-amz-version-id": outcome.versionId }),
    });
  },
});
