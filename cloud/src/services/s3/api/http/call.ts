import type { Scope } from "../../../../core/arns.ts";
import type { Caller } from "../../../../core/caller.ts";
import type { Clock } from "../../../../core/clock.ts";
import type { Randomness } from "../../../../core/randomness.ts";
import type { Database } from "../../../../store/database.ts";
import type { VerifiedSignature } from "../../../../wire/authentication.ts";
import type { HttpRequest, HttpResponse } from "../../../../wire/http.ts";
import type { Bucket } from "../../domain/buckets/bucket.ts";
import type { BucketStore } from "../../domain/buckets/store.ts";
import type { UploadStore } from "../../domain/multipart/store.ts";
import type { Blobs } from "../../domain/objects/blobs.ts";
import type { ObjectStore } from "../../domain/objects/store.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { Query } from "./query.ts";

/** What operations work with. */
export interface S3Context {
  readonly database: Database;
  readonly buckets: BucketStore;
  readonly objects: ObjectStore;
  readonly uploads: UploadStore;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scope: Scope;
}

/** What the policies say about one action. */
export interface Access {
  readonly allowed: boolean;
  /** S3's denial text; empty when allowed. */
  readonly message: string;
}

/** Condition keys of one question. */
export type Conditions = Readonly<Record<string, string | readonly string[]>>;

/** One request, identified and routed. */
export interface S3Call {
  readonly request: HttpRequest;
  readonly query: Query;
  readonly bucketName: string | undefined;
  /** Undefined for requests on a bucket or the service. */
  readonly objectKey: string | undefined;
  readonly caller: Caller;
  /** Undefined for anonymous callers. */
  readonly signature: VerifiedSignature | undefined;
  readonly isPresigned: boolean;
  /** Evaluates `action` on the request's bucket or, when given, on another. */
  may(action: string, resource: AccessResource): Access;
  /** @throws AwsError AccessDenied */
  assertMay(action: string, resource: AccessResource): void;
}

export interface AccessResource {
  readonly arn: string;
  /** The bucket whose policy applies; undefined for `*`. */
  readonly bucket: Bucket | undefined;
  readonly conditions?: Conditions;
}

export type Level = "service" | "bucket" | "object";

/** One S3 operation: where it is on the wire and what it does. */
export interface S3Operation {
  readonly name: string;
  readonly method: string;
  readonly level: Level;
  /** Query parameter that selects it, e.g. `policy`; undefined for the plain method. */
  readonly subresource?: string;
  /** Authorizes through `call.assertMay` before anything else. */
  run(call: S3Call, s3: S3Context): Promise<HttpResponse> | HttpResponse;
}

export function bucketNameOf(call: S3Call): string {
  if (call.bucketName === undefined) throw s3Errors.invalidRequest("A bucket must be specified");
  return call.bucketName;
}

export function keyOf(call: S3Call): string {
  if (call.objectKey === undefined) throw s3Errors.invalidRequest("A key must be specified");
  return call.objectKey;
}
