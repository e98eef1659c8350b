import type { AwsError } from "../../../../core/errors.ts";
import { s3Errors } from "../shared/errors.ts";

/** What happens to objects here, and how EventBridge tells of it. */
export const OCCURRENCES = {
  "ObjectCreated:Put": { detailType: "Object Created", reason: "PutObject" },
  "ObjectCreated:Post": { detailType: "Object Created", reason: "POST Object" },
  "ObjectCreated:Copy": { detailType: "Object Created", reason: "CopyObject" },
  "ObjectCreated:CompleteMultipartUpload": {
    detailType: "Object Created",
    reason: "CompleteMultipartUpload",
  },
  "ObjectRemoved:Delete": {
    detailType: "Object Deleted",
    reason: "DeleteObject",
    deletionType: "Permanently Deleted",
  },
  "ObjectRemoved:DeleteMarkerCreated": {
    detailType: "Object Deleted",
    reason: "DeleteObject",
    deletionType: "Delete Marker Created",
  },
  "ObjectTagging:Put": { detailType: "Object Tags Added" },
  "ObjectTagging:Delete": { detailType: "Object Tags Deleted" },
} as const satisfies Record<string, BridgeForm>;

export interface BridgeForm {
  readonly detailType: string;
  readonly reason?: string;
  readonly deletionType?: string;
}

export type OccurrenceName = keyof typeof OCCURRENCES;

/** What brings these about is refused by name here, or never happens: they are taken and stay quiet. */
const NEVER_HERE: readonly string[] = [
  "IntelligentTiering",
  "ObjectAcl:Put",
  "ObjectRestore:Completed",
  "ObjectRestore:Delete",
  "ObjectRestore:Post",
  "ReducedRedundancyLostObject",
  "Replication:OperationFailedReplication",
  "Replication:OperationMissedThreshold",
  "Replication:OperationNotTracked",
  "Replication:OperationReplicatedAfterThreshold",
];
/** Lifecycle rules are kept and not run: who waits for these would wait in vain. */
const OF_LIFECYCLE: readonly string[] = [
  "LifecycleExpiration:*",
  "LifecycleExpiration:Delete",
  "LifecycleExpiration:DeleteMarkerCreated",
  "LifecycleTransition",
];

const FAMILIES = ["ObjectCreated", "ObjectRemoved", "ObjectTagging", "ObjectRestore", "Replication"];
const KNOWN: ReadonlySet<string> = new Set([
  ...Object.keys(OCCURRENCES),
  ...NEVER_HERE,
  ...FAMILIES.map((family) => `${family}:*`),
]);

/** @throws AwsError InvalidArgument for what is no event of S3, NotImplemented for one of lifecycle rules */
export function assertEventName(event: string): void {
  const name = event.startsWith("s3:") ? event.slice("s3:".length) : "";
  if (OF_LIFECYCLE.includes(name)) throw s3Errors.notImplemented(`The event ${event}`);
  if (!KNOWN.has(name)) throw unknownEvent(event);
}

const unknownEvent = (event: string): AwsError =>
  s3Errors.invalidArgument("The event is not supported for notifications", "Event", event);

/** Whether `s3:ObjectCreated:*` or `s3:ObjectCreated:Put` covers an event, itself maybe with an asterisk. */
export function coversEvent(configured: string, event: string): boolean {
  if (configured === event) return true;
  return configured.endsWith(":*") && event.startsWith(configured.slice(0, -1));
}
