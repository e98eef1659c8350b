import type { XmlObject } from "../../../../wire/xml.ts";
import type { Bucket, CorsRule, PublicAccessBlock } from "../../domain/buckets/bucket.ts";
import { checkCorsRules } from "../../domain/buckets/cors-rules.ts";
import { ownerId } from "../../domain/buckets/owner.ts";
import { toOwnership } from "../../domain/buckets/ownership.ts";
import { type ObjectEncryption, toEncryption } from "../../domain/shared/encryption.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { assertOnly, childrenOf, childText, parseXml, type XmlElement } from "../http/xml-reader.ts";

/** Request documents of bucket settings. All of them throw MalformedXML for what the schema does not know. */

export function parsePublicAccessBlock(document: string): PublicAccessBlock {
  const root = parseXml(document, "PublicAccessBlockConfiguration");
  const names = [
    "BlockPublicAcls",
    "IgnorePublicAcls",
    "BlockPublicPolicy",
    "RestrictPublicBuckets",
  ] as const;
  assertOnly(root, names);
  const flag = (name: (typeof names)[number]): boolean => parseFlag(childText(root, name) ?? "false");
  return {
    BlockPublicAcls: flag("BlockPublicAcls"),
    IgnorePublicAcls: flag("IgnorePublicAcls"),
    BlockPublicPolicy: flag("BlockPublicPolicy"),
    RestrictPublicBuckets: flag("RestrictPublicBuckets"),
  };
}

function parseFlag(text: string): boolean {
  if (text.toLowerCase() === "true") return true;
  if (text.toLowerCase() === "false") return false;
  throw s3Errors.malformedXml();
}

export function parseVersioning(document: string): "Enabled" | "Suspended" {
  const root = parseXml(document, "VersioningConfiguration");
  assertOnly(root, ["Status", "MfaDelete"]);
  const mfaDelete = childText(root, "MfaDelete");
  if (mfaDelete === "Enabled") throw s3Errors.notImplemented("MfaDelete");
  const status = childText(root, "Status");
  if (status === "Enabled" || status === "Suspended") return status;
  throw s3Errors.malformedXml();
}

export function parseEncryption(document: string): ObjectEncryption {
  const root = parseXml(document, "ServerSideEncryptionConfiguration");
  assertOnly(root, ["Rule"]);
  const rule = only(childrenOf(root, "Rule"));
  if (childrenOf(rule, "BlockedEncryptionTypes").length > 0) {
    throw s3Errors.notImplemented("BlockedEncryptionTypes");
  }
  assertOnly(rule, ["ApplyServerSideEncryptionByDefault", "BucketKeyEnabled"]);
  const settings = only(childrenOf(rule, "ApplyServerSideEncryptionByDefault"));
  assertOnly(settings, ["SSEAlgorithm", "KMSMasterKeyID"]);
  return toEncryption({
    algorithm: childText(settings, "SSEAlgorithm"),
    keyId: childText(settings, "KMSMasterKeyID"),
    bucketKey: parseFlag(childText(rule, "BucketKeyEnabled") ?? "false"),
  });
}

export function parseOwnership(document: string): Bucket["ownership"] {
  const root = parseXml(document, "OwnershipControls");
  assertOnly(root, ["Rule"]);
  const rule = only(childrenOf(root, "Rule"));
  assertOnly(rule, ["ObjectOwnership"]);
  return toOwnership(childText(rule, "ObjectOwnership"));
}

export function parseCors(document: string): readonly CorsRule[] {
  const root = parseXml(document, "CORSConfiguration");
  assertOnly(root, ["CORSRule"]);
  return checkCorsRules(childrenOf(root, "CORSRule").map(parseCorsRule));
}

function parseCorsRule(rule: XmlElement): CorsRule {
  assertOnly(rule, [
    "ID",
    "AllowedOrigin",
    "AllowedMethod",
    "AllowedHeader",
    "ExposeHeader",
    "MaxAgeSeconds",
  ]);
  const texts = (name: string): string[] => childrenOf(rule, name).map(({ text }) => text.trim());
  const id = childText(rule, "ID");
  const maxAge = childText(rule, "MaxAgeSeconds");
  if (maxAge !== undefined && !/^\d{1,9}$/.test(maxAge)) throw s3Errors.malformedXml();
  return {
    ...(id === undefined ? {} : { id }),
    allowedOrigins: texts("AllowedOrigin"),
    allowedMethods: texts("AllowedMethod"),
    allowedHeaders: texts("AllowedHeader"),
    exposeHeaders: texts("ExposeHeader"),
    ...(maxAge === undefined ? {} : { maxAgeSeconds: Number(maxAge) }),
  };
}

export function corsElement(rule: CorsRule): XmlObject {
  return {
    ID: rule.id,
    AllowedMethod: rule.allowedMethods,
    AllowedOrigin: rule.allowedOrigins,
    AllowedHeader: rule.allowedHeaders,
    ExposeHeader: rule.exposeHeaders,
    MaxAgeSeconds: rule.maxAgeSeconds,
  };
}

/** The only access list there is under BucketOwnerEnforced: the owner's full control. */
export function ownerOnly(accountId: string): XmlObject {
  const ID = ownerId(accountId);
  return { Owner: { ID }, AccessControlList: { Grant: { Grantee: { ID }, Permission: "FULL_CONTROL" } } };
}

function only(elements: readonly XmlElement[]): XmlElement {
  const [first, second] = elements;
  if (first === undefined || second !== undefined) throw s3Errors.malformedXml();
  return first;
}
