import { type Clock, systemTimers, type Timers } from "../../core/clock.ts";
import type { Logger } from "../../core/logger.ts";
import type { CustomerKeys } from "../../core/ports/customer-keys.ts";
import type { ObjectReader } from "../../core/ports/object-reader.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { denied } from "./api/authorization/questions.ts";
import { isS3Host } from "./api/http/address.ts";
import { declaredPayloadHash } from "./api/http/request-headers.ts";
import { signedResource } from "./api/http/signed-resource.ts";
import { createOperations } from "./api/operations/index.ts";
import { authenticateForm, s3Protocol } from "./api/protocol.ts";
import { BUCKET_MIGRATIONS, createBucketStore } from "./domain/buckets/store.ts";
import type { S3Context } from "./domain/context.ts";
import { createUploadStore, UPLOAD_MIGRATIONS } from "./domain/multipart/store.ts";
import { createEventDelivery } from "./domain/notifications/delivery.ts";
import type { DestinationPorts } from "./domain/notifications/destinations.ts";
import { createObjectEvents } from "./domain/notifications/events.ts";
import { createEventOutbox, EVENT_MIGRATIONS } from "./domain/notifications/outbox.ts";
import { createBlobs } from "./domain/objects/blobs.ts";
import { createObjectReader } from "./domain/objects/reader.ts";
import { createObjectStore, OBJECT_MIGRATIONS, withObjectCache } from "./domain/objects/store.ts";
import { createBucketProvider } from "./resources/AWS-S3-Bucket.ts";
import { createBucketPolicyProvider } from "./resources/AWS-S3-BucketPolicy.ts";

/**
 * Amazon S3: buckets, objects, versions, multipart uploads, presigned URLs, browser forms, bucket
 * policies and Block Public Access.
 *
 * **Gaps** (refused by name, 501): ACL grants, website hosting, replication,
 * object lock, SSE-C, archive storage classes, SigV4a, select, inventory, access points.
 *
 * **By design**: `aws:SecureTransport` is true: the loopback port stands for TLS. Lifecycle rules
 * are kept and shown, not run. Bytes are not encrypted at rest; who may use the key of KMS that an object
 * names is asked as on AWS.
 *
 * **Client quirks**: boto3's default signer presigns with Signature V2; SDKs with a custom endpoint use `<bucket>.localhost`; boto3 uses path style.
 * Both work. `Content-Encoding: aws-chunked` describes the transfer and is not stored.
 */
export interface S3Service {
  /** Takes both address styles; the bucket comes from the Host header or the path. */
  readonly http: ServedService;
  /** True when a Host header can only mean S3. Ask the other services' hosts first. */
  ownsHost(host: string): boolean;
  hasBucket(name: string): boolean;
  readonly reader: ObjectReader;
  readonly resources: readonly ResourceProvider[];
  /** From now on events reach their destinations. */
  startDelivering(): void;
  close(): Promise<void>;
}

export interface S3ServiceDependencies extends PipelineDependencies, DestinationPorts {
  readonly database: Database;
  /** Absolute path; large objects live under `<stateDir>/objects`. */
  readonly stateDir: string;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly customerKeys: CustomerKeys;
  readonly timers?: Timers;
}

export function createS3Service(deps: S3ServiceDependencies): S3Service {
  const { database, clock, randomness, customerKeys, scope, logger } = deps;
  database.migrate("s3/buckets", BUCKET_MIGRATIONS);
  database.migrate("s3/objects", OBJECT_MIGRATIONS);
  database.migrate("s3/uploads", UPLOAD_MIGRATIONS);
  database.migrate("s3/events", EVENT_MIGRATIONS);
  const outbox = createEventOutbox(database);
  const timers = deps.timers ?? systemTimers;
  const delivery = createEventDelivery({ ...deps, outbox, timers, ports: deps });
  const s3: S3Context = {
    database,
    clock,
    randomness,
    customerKeys,
    scope,
    buckets: createBucketStore(database),
    objects: withObjectCache(database, createObjectStore(database)),
    uploads: createUploadStore(database),
    blobs: createBlobs(deps.stateDir, randomness),
    destinations: deps,
    events: createObjectEvents({ outbox, clock, wake: () => delivery.wake() }),
  };
  const orphans = collectOrphans(s3, logger);
  const hasBucket = (name: string): boolean => s3.buckets.find(name) !== undefined;
  return {
    http: serve(
      {
        name: "s3",
        signingNames: ["s3"],
        protocol: s3Protocol(s3, createOperations(s3)),
        // Objects are as large as they like: operations read their bodies themselves.
        body: "stream",
        payloadHash: declaredPayloadHash,
        signedResource,
        authenticate: authenticateForm,
        denied,
      },
      deps,
    ),
    ownsHost: (host) => isS3Host(host, hasBucket),
    hasBucket,
    reader: createObjectReader(s3),
    resources: [createBucketProvider(s3), createBucketPolicyProvider(s3)],
    startDelivering: () => delivery.start(),
    close: () => {
      delivery.close();
      return orphans;
    },
  };
}

/** Removes files that a killed process left behind; runs beside the first requests. */
async function collectOrphans(s3: S3Context, logger: Logger): Promise<void> {
  try {
    const removed = await s3.blobs.collectOrphans((id) => s3.objects.isBlobReferenced(id));
    if (removed > 0) logger.info({ removed }, "Removed object files that no object refers to.");
  } catch (error) {
    logger.warn({ err: error }, "Could not look for orphaned object files.");
  }
}
