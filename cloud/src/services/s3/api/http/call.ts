import type { Caller } from "../../../../core/caller.ts";
import type { VerifiedSignature } from "../../../../wire/authentication.ts";
import type { HttpRequest, HttpResponse } from "../../../../wire/http.ts";
import type { Operation } from "../../../../wire/operation.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { Query } from "./address.ts";
import type { PostForm } from "./post-form.ts";

/** Request headers by lower-case name. */
export type Headers = HttpRequest["headers"];

/** One request, identified and routed: the input of every operation. */
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
  /** The form of a browser's upload; its fields stand in the headers. */
  readonly form?: PostForm;
}

export type Level = "service" | "bucket" | "object";

/** Where an operation is on the wire. */
interface S3Binding {
  readonly method: string;
  readonly level: Level;
  /** Query parameter that selects it, e.g. `policy`; undefined for the plain method. */
  readonly subresource?: string;
  /** Selected by `x-amz-copy-source`: it shares method and path with the operation that takes a body. */
  readonly isCopy?: true;
}

/** One S3 operation: where it is on the wire, what a caller must be allowed to do, what it does. */
export type S3Operation = Operation<S3Call, HttpResponse> & S3Binding;

export function bucketNameOf(call: S3Call): string {
  if (call.bucketName === undefined) throw s3Errors.invalidRequest("A bucket must be specified");
  return call.bucketName;
}

export function keyOf(call: S3Call): string {
  if (call.objectKey === undefined) throw s3Errors.invalidRequest("A key must be specified");
  return call.objectKey;
}
