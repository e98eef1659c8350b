import { AwsError } from "../../../../core/errors.ts";
import { asksNothing, type CallContext } from "../../../../wire/operation.ts";
import type { XmlObject } from "../../../../wire/xml.ts";
import type { S3Context } from "../../domain/context.ts";
import { deleteObject } from "../../domain/objects/delete.ts";
import { NULL_VERSION } from "../../domain/shared/constants.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import {
  type Asking,
  bucketOf,
  denied,
  type ObjectTarget,
  objectQuestion,
} from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";
import { assertOnly, childrenOf, childText, parseXml, type XmlElement } from "../http/xml-reader.ts";
import { originOf } from "../requests/origin.ts";
import { readDocument } from "../uploads/document.ts";

const MAX_OBJECTS = 1000;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export const DeleteObjects = (s3: S3Context): S3Operation => ({
  name: "DeleteObjects",
  method: "POST",
  level: "bucket",
  subresource: "delete",
  // The list itself asks for nothing: each of its objects is asked about on its own.
  authorize: asksNothing,
  run: async (call, context) => {
    const bucket = bucketOf(s3, call);
    // S3-8: a list of deletions is taken only with a checksum of the list.
    const root = parseXml(await readDocument(call, s3, "required"), "Delete");
    assertOnly(root, ["Object", "Quiet"]);
    const objects = childrenOf(root, "Object");
    if (objects.length === 0 || objects.length > MAX_OBJECTS) throw s3Errors.malformedXml();
    const entries = objects.map(parseEntry);
    const quiet = childText(root, "Quiet") === "true";
    const outcomes = entries.map((entry) => deleteEntry(context, { s3, call }, { ...entry, bucket }));
    return documentResponse("DeleteResult", {
      Deleted: quiet ? [] : outcomes.flatMap(({ deleted }) => deleted ?? []),
      Error: outcomes.flatMap(({ error }) => error ?? []),
    });
  },
});

interface Entry {
  readonly key: string;
  readonly versionId: string | undefined;
  readonly etag: string | undefined;
}

function parseEntry(element: XmlElement): Entry {
  assertOnly(element, ["Key", "VersionId", "ETag"]);
  const [key] = childrenOf(element, "Key");
  if (key === undefined || key.text === "") throw s3Errors.malformedXml();
  return { key: key.text, versionId: childText(element, "VersionId"), etag: childText(element, "ETag") };
}

interface Outcome {
  readonly deleted?: XmlObject;
  readonly error?: XmlObject;
}

/** Each object is authorized and deleted on its own; one refusal does not stop the others. */
function deleteEntry(context: CallContext, asking: Asking, entry: Entry & ObjectTarget): Outcome {
  const { bucket, key, versionId, etag } = entry;
  try {
    assertMayDelete(context, asking, entry);
    assertVersionExists(asking.s3, entry);
    const outcome = deleteObject(asking.s3, {
      bucket,
      key,
      versionId,
      ifMatch: etag,
      origin: () => originOf(asking.call),
    });
    return {
      deleted: {
        Key: key,
        VersionId: versionId,
        DeleteMarker: outcome.isDeleteMarker ? true : undefined,
        DeleteMarkerVersionId: outcome.isDeleteMarker ? outcome.versionId : undefined,
      },
    };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { error: { Key: key, VersionId: versionId, Code: error.code, Message: error.message } };
  }
}

/** Unlike DeleteObject, the list tells which versions there are none of. */
function assertVersionExists({ objects }: S3Context, { bucket, key, versionId }: Entry & ObjectTarget): void {
  if (versionId === undefined || (bucket.versioning === undefined && versionId === NULL_VERSION)) return;
  if (objects.version(bucket.name, key, versionId) === undefined) {
    throw s3Errors.noSuchVersion(key, versionId);
  }
}

function assertMayDelete(context: CallContext, asking: Asking, entry: Entry & ObjectTarget): void {
  const action = entry.versionId === undefined ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
  const asked = objectQuestion(asking, action, entry);
  const decision = context.ask(asked);
  if (!decision.allowed) throw denied(context, decision, asked);
}
