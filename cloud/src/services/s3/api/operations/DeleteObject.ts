import { deleteObject } from "../../domain/objects/delete.ts";
import { assertMayOnObject, assertVersionId, targetOf } from "../../domain/objects/store-object.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export const DeleteObject: S3Operation = {
  name: "DeleteObject",
  method: "DELETE",
  level: "object",
  run: (call, s3) => {
    const target = targetOf(call, s3);
    const versionId = call.query.get("versionId");
    assertMayOnObject(call, versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion", target);
    if (versionId !== undefined) assertVersionId(versionId);
    const outcome = deleteObject(s3, {
      bucket: target.bucket,
      key: target.key,
      versionId,
      ifMatch: call.request.headers["if-match"],
    });
    return emptyResponse(204, {
      ...(outcome.isDeleteMarker ? { "x-amz-delete-marker": "true" } : {}),
      ...(outcome.versionId === undefined ? {} : { "x-amz-version-id": outcome.versionId }),
    });
  },
};
