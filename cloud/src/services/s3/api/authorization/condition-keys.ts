import type { ConditionContext, ConditionValue } from "../../../../core/ports/authorization.ts";
import type { Bucket } from "../../domain/buckets/bucket.ts";
import type { S3Context } from "../../domain/context.ts";
import type { Upload } from "../../domain/multipart/store.ts";
import { type Tags, tagValue } from "../../domain/objects/tags.ts";
import type { S3Call } from "../http/call.ts";
import { parseCopySource } from "../http/copy-source-header.ts";
import { ACTION_KEYS, COMMON_KEYS } from "./generated/action-keys.ts";

/** What a question is about, as far as condition keys depend on it. */
export interface Subject {
  /** The bucket whose policy applies; undefined where there is none yet. */
  readonly bucket: Bucket | undefined;
  readonly key?: string;
  readonly versionId?: string | undefined;
  /** What a listing asks for. */
  readonly listing?: Readonly<Record<"prefix" | "delimiter" | "maxKeys", string | undefined>>;
  /** The upload that a part belongs to: what was asked when it began holds for its parts. */
  readonly upload?: () => Upload | undefined;
  /** True for the request that makes the object; false for parts of an upload. */
  readonly createsObject?: boolean;
  /** Tags of the request's document. */
  readonly requestTags?: Tags | undefined;
  /** Region of the request's document. */
  readonly location?: string | undefined;
}

interface KeyFacts {
  readonly s3: S3Context;
  readonly call: S3Call;
  readonly subject: Subject;
}

/** Reads one key; `rest` is the tag key of `s3:ExistingObjectTag/<key>` in lower case. */
type KeyReader = (facts: KeyFacts, rest: string) => ConditionValue | undefined;

const header =
  (name: string): KeyReader =>
  ({ call }) =>
    call.request.headers[name];

/** A header that makes an attribute of the object: parts have it from the request that began their upload. */
const attribute =
  (name: string): KeyReader =>
  ({ call, subject }) =>
    subject.upload === undefined ? call.request.headers[name] : subject.upload()?.settings.requested?.[name];

/** Headers that `attribute` reads of an upload, kept with it. */
export const UPLOAD_ATTRIBUTES = [
  "x-amz-acl",
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id",
  "x-amz-storage-class",
  "x-amz-tagging",
  "x-amz-website-redirect-location",
] as const;

/**
 * Every condition key of the reference that this service supplies, and how it is read. The others
 * stand in `iam/policies/supplied-keys.ts` with the reason why no call has them.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys
 */
export const CONDITION_KEYS: Readonly<Record<string, KeyReader>> = {
  "s3:ExistingObjectTag/<key>": (facts, rest) => tagValue(existingTags(facts), rest),
  "s3:ObjectCreationOperation": ({ subject }) => String(subject.createsObject === true),
  "s3:RequestObjectTag/<key>": (facts, rest) => tagValue(requestTags(facts), rest),
  "s3:RequestObjectTagKeys": (facts) => {
    const keys = Object.keys(requestTags(facts));
    return keys.length === 0 ? undefined : keys;
  },
  "s3:ResourceAccount": ({ s3 }) => s3.scope.accountId,
  // The loopback port stands for TLS, as aws:SecureTransport says.
  "s3:TlsVersion": () => "1.3",
  "s3:authType": ({ call }) => {
    if (call.signature === undefined) return undefined;
    if (call.form !== undefined) return "POST";
    return call.isPresigned ? "REST-QUERY-STRING" : "REST-HEADER";
  },
  "s3:delimiter": ({ subject }) => subject.listing?.delimiter,
  "s3:if-match": header("if-match"),
  "s3:if-none-match": header("if-none-match"),
  "s3:locationconstraint": ({ subject }) => subject.location,
  "s3:max-keys": ({ subject }) => subject.listing?.maxKeys,
  "s3:prefix": ({ subject }) => subject.listing?.prefix,
  "s3:signatureAge": ({ s3, call }) =>
    // Version 2 covers no date.
    call.signature === undefined || call.signature.date === ""
      ? undefined
      : String(s3.clock.now() - dateOf(call.signature.date)),
  "s3:signatureversion": ({ call: { signature } }) => {
    if (signature === undefined) return undefined;
    return signature.scope === "" ? "AWS" : "AWS4-HMAC-SHA256";
  },
  "s3:versionid": ({ subject }) => subject.versionId,
  "s3:x-amz-acl": attribute("x-amz-acl"),
  "s3:x-amz-content-sha256": contentSha256,
  "s3:x-amz-copy-source": copySource,
  "s3:x-amz-metadata-directive": header("x-amz-metadata-directive"),
  "s3:x-amz-object-ownership": header("x-amz-object-ownership"),
  "s3:x-amz-server-side-encryption": attribute("x-amz-server-side-encryption"),
  "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn,
  "s3:x-amz-storage-class": attribute("x-amz-storage-class"),
  "s3:x-amz-website-redirect-location": attribute("x-amz-website-redirect-location"),
};

/** The ARN of the key that is meant, however the client wrote it. */
function keyArn(facts: KeyFacts): ConditionValue | undefined {
  const given = attribute("x-amz-server-side-encryption-aws-kms-key-id")(facts, "");
  return typeof given === "string" ? (facts.s3.customerKeys.arnOf(given) ?? given) : undefined;
}

type NamedReader = readonly [name: string, read: KeyReader];

const readersByAction = new Map<string, readonly NamedReader[]>();

function readersOf(action: string): readonly NamedReader[] {
  const known = readersByAction.get(action);
  if (known !== undefined) return known;
  const names = [...COMMON_KEYS, ...(ACTION_KEYS[action] ?? [])];
  const readers = names.flatMap((name): NamedReader[] => {
    const read = CONDITION_KEYS[name];
    return read === undefined ? [] : [[name.replace(/<key>$/, ""), read]];
  });
  readersByAction.set(action, readers);
  return readers;
}

/** S3-15: the condition keys of an action, each read only when a policy names it. */
export function conditionContext(action: string, facts: KeyFacts): ConditionContext {
  const context: Record<string, (rest: string) => ConditionValue | undefined> = {};
  for (const [name, read] of readersOf(action)) context[name] = (rest) => read(facts, rest);
  return context;
}

/** Tags of the object as it is: of the version that is named, else of the latest. */
function existingTags({ s3, subject: { bucket, key, versionId } }: KeyFacts): Tags {
  if (bucket === undefined || key === undefined) return {};
  const version =
    versionId === undefined
      ? s3.objects.latest(bucket.name, key)
      : s3.objects.version(bucket.name, key, versionId);
  return version?.metadata.tags ?? {};
}

function requestTags(facts: KeyFacts): Tags {
  if (facts.subject.requestTags !== undefined) return facts.subject.requestTags;
  // Not checked yet: what is wrong with the header is told to those who may write at all.
  const text = attribute("x-amz-tagging")(facts, "");
  return typeof text === "string" ? Object.fromEntries(new URLSearchParams(text)) : {};
}

/** `20260903T080509Z` as epoch milliseconds. */
function dateOf(basic: string): number {
  return Date.parse(basic.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"));
}

/** A presigned address that declares no hash leaves the body unsigned, and so does a form its file. */
function contentSha256({ call }: KeyFacts): string | undefined {
  if (call.form !== undefined) return call.signature === undefined ? undefined : "UNSIGNED-PAYLOAD";
  const declared = call.request.headers["x-amz-content-sha256"];
  if (declared !== undefined || !call.isPresigned) return declared;
  return call.query.get("X-Amz-Content-Sha256") ?? "UNSIGNED-PAYLOAD";
}

/** `bucket/key`, whichever way the client wrote it: what is copied is what is asked about. */
function copySource({ call }: KeyFacts): string | undefined {
  const given = call.request.headers["x-amz-copy-source"];
  if (given === undefined) return undefined;
  try {
    const { bucketName, key } = parseCopySource(given);
    return `${bucketName}/${key}`;
  } catch {
    return given;
  }
}
