import type { Caller } from "../../../../core/caller.ts";
import type { AwsError } from "../../../../core/errors.ts";
import type { Decision } from "../../../../core/ports/authorization.ts";
import type { Question } from "../../../../wire/operation.ts";
import { type Bucket, bucketArn, objectArn } from "../../domain/buckets/bucket.ts";
import { isPublicPolicy } from "../../domain/buckets/public-policy.ts";
import type { S3Context } from "../../domain/context.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { bucketNameOf, keyOf, type S3Call } from "../http/call.ts";
import { conditionContext, type Subject } from "./condition-keys.ts";

/** The call that asks, and what the service keeps. */
export interface Asking {
  readonly s3: S3Context;
  readonly call: S3Call;
}

interface About {
  readonly action: string;
  /** ARN */
  readonly resource: string;
}

/** One question: an action on a resource. S3-3: nobody but the pipeline answers it. */
export function question(asking: Asking, { action, resource }: About, subject: Subject): Question {
  return {
    action,
    resource,
    context: () => conditionContext(action, { s3: asking.s3, call: asking.call, subject }),
    resourcePolicy: effectivePolicy(asking.call.caller, subject.bucket),
  };
}

type BucketSubject = Subject & { readonly bucket: Bucket };

/** An action on a bucket. */
export function bucketQuestion(asking: Asking, action: string, subject: BucketSubject): Question {
  return question(asking, { action, resource: bucketArn(subject.bucket.name) }, subject);
}

/** An action on an object or a key that may become one. */
export function objectQuestion(
  asking: Asking,
  action: string,
  subject: BucketSubject & { readonly key: string },
): Question {
  return question(asking, { action, resource: objectArn(subject.bucket.name, subject.key) }, subject);
}

/** The bucket and key of a call. */
export interface ObjectTarget {
  readonly bucket: Bucket;
  readonly key: string;
}

/** @throws AwsError NoSuchBucket */
export function bucketOf({ buckets }: S3Context, call: S3Call): Bucket {
  return buckets.get(bucketNameOf(call));
}

/** @throws AwsError NoSuchBucket */
export function targetOf(s3: S3Context, call: S3Call): ObjectTarget {
  return { bucket: bucketOf(s3, call), key: keyOf(call) };
}

/** One action on the bucket of the call, which must be there. */
export function onBucket(s3: S3Context, action: string): (call: S3Call) => readonly Question[] {
  return (call) => [bucketQuestion({ s3, call }, action, { bucket: bucketOf(s3, call) })];
}

/** S3-16: which of two actions a call on an object needs: one on a version that it names has its own. */
export function onVersion(
  s3: S3Context,
  actions: { readonly latest: string; readonly version: string },
): (call: S3Call) => readonly Question[] {
  return (call) => {
    const versionId = call.query.get("versionId");
    const action = versionId === undefined ? actions.latest : actions.version;
    const subject = { bucket: bucketOf(s3, call), key: keyOf(call), versionId };
    return [objectQuestion({ s3, call }, action, subject)];
  };
}

// S3-11: RestrictPublicBuckets takes a public policy away from everyone but the account itself.
function effectivePolicy(caller: Caller, bucket: Bucket | undefined): string | undefined {
  if (bucket?.policy === undefined) return undefined;
  const restricted = bucket.publicAccessBlock?.RestrictPublicBuckets === true;
  if (caller.kind === "anonymous" && restricted && isPublicPolicy(bucket.policy)) return undefined;
  return bucket.policy;
}

/** S3 puts the resource in quotes. S3-1: it tells strangers nothing. */
export function denied(
  { caller }: { readonly caller: Caller },
  { message }: Decision,
  asked: Question,
): AwsError {
  if (caller.kind === "anonymous" || message === "") return s3Errors.accessDenied();
  const { resource } = asked;
  return s3Errors.accessDenied(
    message.replace(`on resource: ${resource} `, () => `on resource: "${resource}" `),
  );
}

/** What the headers of a write ask for in addition to the object: its tags and its access list. */
export function headerQuestions(asking: Asking, target: ObjectTarget): readonly Question[] {
  const { headers } = asking.call.request;
  return [
    ...(headers["x-amz-tagging"] === undefined
      ? []
      : [objectQuestion(asking, "s3:PutObjectTagging", target)]),
    ...(headers["x-amz-acl"] === undefined ? [] : [objectQuestion(asking, "s3:PutObjectAcl", target)]),
  ];
}
