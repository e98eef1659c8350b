import { createHash } from "node:crypto";
import type { Scope } from "../../../../core/arns.ts";
import type { BusEvent } from "../../../../core/ports/event-buses.ts";
import { bucketArn } from "../buckets/bucket.ts";
import { type BridgeForm, OCCURRENCES } from "./event-names.ts";
import type { EventOrigin, Occurrence } from "./occurrence.ts";

/** An event with its place among the others of its key. */
export interface NumberedOccurrence extends Occurrence {
  readonly number: number;
}

/**
 * The document that functions, queues and topics get.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function recordsDocument(scope: Scope, configurationId: string, event: NumberedOccurrence): string {
  const { name, origin, bucket, time } = event;
  const record = {
    eventVersion: isTagging(event) ? "2.3" : "2.1",
    eventSource: "aws:s3",
    awsRegion: scope.region,
    eventTime: new Date(time).toISOString(),
    eventName: name,
    userIdentity: { principalId: origin.principalId },
    requestParameters: { sourceIPAddress: origin.sourceIp },
    responseElements: { "x-amz-request-id": origin.requestId, "x-amz-id-2": origin.hostId },
    s3: {
      s3SchemaVersion: "1.0",
      configurationId,
      bucket: {
        name: bucket,
        ownerIdentity: { principalId: ownerPrincipal(scope.accountId) },
        arn: bucketArn(bucket),
      },
      object: objectOf(event),
    },
  };
  return JSON.stringify({ Records: [record] });
}

const isTagging = ({ name }: Occurrence): boolean => name.startsWith("ObjectTagging:");

/** Members without a value are no members of the text. */
function objectOf(event: NumberedOccurrence): object {
  const { key, size, etag, versionId } = event;
  return {
    key: formEncoded(key),
    size,
    eTag: etag,
    versionId,
    sequencer: isTagging(event) ? undefined : sequencer(event),
  };
}

/** As a form encodes it: a blank is `+`, and the slash of a folder stays. */
function formEncoded(key: string): string {
  return new URLSearchParams({ key }).toString().slice("key=".length).replaceAll("%2F", "/");
}

/** Of two events of one key the greater one is the later one. */
const sequencer = ({ number }: NumberedOccurrence): string =>
  number.toString(16).toUpperCase().padStart(18, "0");

/** Customer id of the account: 14 characters, stable. */
function ownerPrincipal(accountId: string): string {
  const digest = createHash("sha256").update(`owner:${accountId}`).digest("hex").toUpperCase();
  return `A${digest.slice(0, 13)}`;
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export function busEvent(event: NumberedOccurrence): BusEvent {
  const { bucket, key, size, etag, versionId, origin, time } = event;
  const { detailType, reason, deletionType }: BridgeForm = OCCURRENCES[event.name];
  const detail = {
    version: "0",
    bucket: { name: bucket },
    object: { key, size, etag, "version-id": versionId, sequencer: sequencer(event) },
    "request-id": origin.requestId,
    requester: origin.requester,
    "source-ip-address": origin.sourceIp,
    reason,
    "deletion-type": deletionType,
  };
  return {
    source: "aws.s3",
    detailType,
    detail: JSON.parse(JSON.stringify(detail)) as object,
    resources: [bucketArn(bucket)],
    time,
  };
}

/** What queues and topics get when somebody sets them up. */
export function testDocument(
  bucket: string,
  { requestId, hostId }: Pick<EventOrigin, "requestId" | "hostId">,
  now: number,
): string {
  return JSON.stringify({
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: new Date(now).toISOString(),
    Bucket: bucket,
    RequestId: requestId,
    HostId: hostId,
  });
}
