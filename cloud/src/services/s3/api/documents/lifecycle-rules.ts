import { s3Errors } from "../../domain/shared/errors.ts";
import { assertOnly, childrenOf, childText, type XmlElement } from "../http/xml-reader.ts";

const CLASSES: ReadonlySet<string> = new Set([
  "GLACIER",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "DEEP_ARCHIVE",
  "GLACIER_IR",
]);
/** Objects stay this long in STANDARD before S3 moves them to a class for infrequent access. */
const MIN_INFREQUENT_ACCESS_DAYS = 30;
const INFREQUENT_ACCESS: ReadonlySet<string> = new Set(["STANDARD_IA", "ONEZONE_IA"]);
const MAX_OBJECT_SIZE = 1_099_511_627_776_000;

const ACTIONS = [
  "Expiration",
  "Transition",
  "NoncurrentVersionExpiration",
  "NoncurrentVersionTransition",
  "AbortIncompleteMultipartUpload",
] as const;

const invalid = (name: string, value: string, message: string): Error =>
  s3Errors.invalidArgument(message, name, value);

/**
 * Checks one rule as PutBucketLifecycleConfiguration does, the first fault found first.
 * @param isV2 the configuration's first rule has a Filter
 * @throws AwsError MalformedXML, InvalidArgument, InvalidRequest
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html
 */
export function assertLifecycleRule(rule: XmlElement, isV2: boolean): void {
  assertOnly(rule, ["ID", "Prefix", "Filter", "Status", ...ACTIONS]);
  const status = childText(rule, "Status");
  if (status !== "Enabled" && status !== "Disabled") throw s3Errors.malformedXml();
  const scope = scopeOf(rule, isV2);
  if (ACTIONS.every((name) => childrenOf(rule, name).length === 0)) {
    throw s3Errors.invalidRequest("At least one action needs to be specified in a rule");
  }
  const expiration = only(rule, "Expiration");
  if (expiration !== undefined) assertExpiration(expiration);
  assertNoncurrentExpiration(only(rule, "NoncurrentVersionExpiration"));
  const abort = only(rule, "AbortIncompleteMultipartUpload");
  if (abort !== undefined) assertAbort(abort);
  assertSuits(scope, "AbortIncompleteMultipartUpload", abort !== undefined);
  const isMarker =
    expiration !== undefined && childText(expiration, "ExpiredObjectDeleteMarker") !== undefined;
  assertSuits(scope, "ExpiredObjectDeleteMarker", isMarker);
  assertTransitions(rule, expiration, scope);
}

interface Scope {
  /** As S3's texts name it. */
  readonly label: string;
  readonly hasTags: boolean;
  readonly hasSizes: boolean;
}

/** Which objects a rule is about: by its Filter, or by its Prefix in configurations of the first version. */
function scopeOf(rule: XmlElement, isV2: boolean): Scope {
  const prefix = childText(rule, "Prefix");
  const filter = only(rule, "Filter");
  if (prefix === undefined && filter === undefined) throw s3Errors.malformedXml();
  if (prefix !== undefined && isV2) {
    throw s3Errors.invalidRequest(
      "Base level prefix cannot be used in Lifecycle V2, prefixes are only supported in the Filter.",
    );
  }
  if (filter === undefined) return { label: `prefix '${prefix ?? ""}'`, hasTags: false, hasSizes: false };
  if (!isV2) throw s3Errors.invalidRequest("Filter element can only be used in Lifecycle V2.");
  return filterScope(filter);
}

const FILTER_MEMBERS = ["Prefix", "Tag", "ObjectSizeGreaterThan", "ObjectSizeLessThan"] as const;

function filterScope(filter: XmlElement): Scope {
  assertOnly(filter, [...FILTER_MEMBERS, "And"]);
  if (filter.children.length > 1) throw s3Errors.malformedXml();
  const members = only(filter, "And") ?? filter;
  assertOnly(members, FILTER_MEMBERS);
  const tags = childrenOf(members, "Tag");
  const keys = tags.map((tag) => childText(tag, "Key"));
  if (keys.some((key) => key === undefined || key === "")) throw s3Errors.malformedXml();
  if (new Set(keys).size < keys.length) throw s3Errors.invalidRequest("Duplicate Tag Keys are not allowed.");
  assertSizes(members);
  return {
    label: `filter '(prefix=${childText(members, "Prefix") ?? ""})'`,
    hasTags: tags.length > 0,
    hasSizes: members.children.some(({ name }) => name.startsWith("ObjectSize")),
  };
}

function assertSizes(members: XmlElement): void {
  const larger = numberOf(members, "ObjectSizeGreaterThan");
  const smaller = numberOf(members, "ObjectSizeLessThan");
  if (larger !== undefined && !(larger >= 0 && larger <= MAX_OBJECT_SIZE)) {
    throw s3Errors.invalidRequest(`'ObjectSizeGreaterThan' should be between 0 and ${MAX_OBJECT_SIZE}.`);
  }
  if (smaller !== undefined && !(smaller >= 1 && smaller <= MAX_OBJECT_SIZE)) {
    throw s3Errors.invalidRequest(`'ObjectSizeLessThan' should be between 1 and ${MAX_OBJECT_SIZE}.`);
  }
  if (larger !== undefined && smaller !== undefined && smaller <= larger) {
    throw s3Errors.invalidRequest(
      "'ObjectSizeLessThan' has to be a value greater than 'ObjectSizeGreaterThan'.",
    );
  }
}

function assertExpiration(expiration: XmlElement): void {
  assertOnly(expiration, ["Date", "Days", "ExpiredObjectDeleteMarker"]);
  if (expiration.children.length !== 1) throw s3Errors.malformedXml();
  assertPositive(expiration, "Days", "Expiration");
  assertMidnight(expiration);
  const marker = childText(expiration, "ExpiredObjectDeleteMarker");
  if (marker !== undefined && marker !== "true" && marker !== "false") throw s3Errors.malformedXml();
}

function assertNoncurrentExpiration(action: XmlElement | undefined): void {
  if (action === undefined) return;
  assertOnly(action, ["NoncurrentDays", "NewerNoncurrentVersions"]);
  if (childText(action, "NoncurrentDays") === undefined) throw s3Errors.malformedXml();
  assertPositive(action, "NoncurrentDays", "NoncurrentVersionExpiration");
  assertNewerVersions(action);
}

function assertAbort(action: XmlElement): void {
  assertOnly(action, ["DaysAfterInitiation"]);
  if (childText(action, "DaysAfterInitiation") === undefined) throw s3Errors.malformedXml();
  assertPositive(action, "DaysAfterInitiation", "AbortIncompleteMultipartUpload");
}

/** Uploads and delete markers have neither tags nor sizes. */
function assertSuits({ hasTags, hasSizes }: Scope, action: string, isThere: boolean): void {
  if (isThere && hasTags) throw s3Errors.invalidRequest(`${action} cannot be specified with Tags.`);
  if (isThere && hasSizes) throw s3Errors.invalidRequest(`${action} cannot be specified with Object Size.`);
}

function assertTransitions(rule: XmlElement, expiration: XmlElement | undefined, scope: Scope): void {
  const transitions = childrenOf(rule, "Transition");
  for (const transition of transitions) assertTransition(transition);
  assertDifferentClasses(transitions, "Transition");
  const expiring = expiration === undefined ? [] : [expiration];
  const has = (name: string) => [...expiring, ...transitions].some((one) => childrenOf(one, name).length > 0);
  if (has("Days") && has("Date")) {
    throw s3Errors.invalidRequest(
      "Found mixed 'Date' and 'Days' based Expiration and Transition actions in lifecycle rule",
    );
  }
  const expires = expiration === undefined ? undefined : numberOf(expiration, "Days");
  const late = transitions.some((one) => expires !== undefined && expires <= (numberOf(one, "Days") ?? -1));
  if (late) {
    const message = `'Days' in the Expiration action for ${scope.label} must be greater than 'Days' in the Transition action`;
    throw invalid("Days", String(expires), message);
  }
  const noncurrent = childrenOf(rule, "NoncurrentVersionTransition");
  for (const transition of noncurrent) assertNoncurrentTransition(transition);
  assertDifferentClasses(noncurrent, "NoncurrentVersionTransition");
}

function assertTransition(transition: XmlElement): void {
  assertOnly(transition, ["Date", "Days", "StorageClass"]);
  const storageClass = classOf(transition);
  const days = numberOf(transition, "Days");
  const date = childText(transition, "Date");
  if ((days === undefined) === (date === undefined)) throw s3Errors.malformedXml();
  assertMidnight(transition);
  assertDaysOfClass(days, storageClass, "Days");
}

function assertNoncurrentTransition(transition: XmlElement): void {
  assertOnly(transition, ["NoncurrentDays", "NewerNoncurrentVersions", "StorageClass"]);
  const storageClass = classOf(transition);
  const days = numberOf(transition, "NoncurrentDays");
  if (days === undefined) throw s3Errors.malformedXml();
  assertDaysOfClass(days, storageClass, "NoncurrentDays");
  assertNewerVersions(transition);
}

function assertDaysOfClass(days: number | undefined, storageClass: string, name: string): void {
  if (days === undefined) return;
  const action = name === "Days" ? "Transition" : "NoncurrentVersionTransition";
  if (days < 0) throw invalid(name, String(days), `'${name}' in ${action} action must be nonnegative`);
  if (days >= MIN_INFREQUENT_ACCESS_DAYS || !INFREQUENT_ACCESS.has(storageClass)) return;
  throw invalid(
    name,
    String(days),
    `'${name}' in ${action} action must be greater than or equal to 30 for storageClass '${storageClass}'`,
  );
}

function assertDifferentClasses(transitions: readonly XmlElement[], action: string): void {
  if (new Set(transitions.map(classOf)).size === transitions.length) return;
  throw s3Errors.invalidRequest(`'StorageClass' must be different for '${action}' actions in same 'Rule'`);
}

function classOf(transition: XmlElement): string {
  const given = childText(transition, "StorageClass");
  if (given === undefined || !CLASSES.has(given)) throw s3Errors.malformedXml();
  return given;
}

function assertNewerVersions(action: XmlElement): void {
  const versions = numberOf(action, "NewerNoncurrentVersions");
  if (versions === undefined || versions > 0) return;
  throw invalid(
    "NewerNoncurrentVersions",
    String(versions),
    "'NewerNoncurrentVersions' must be a positive integer",
  );
}

function assertPositive(element: XmlElement, name: string, action: string): void {
  const days = numberOf(element, name);
  if (days === undefined || days > 0) return;
  throw invalid(name, String(days), `'${name}' for ${action} action must be a positive integer`);
}

const DATE = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)?)?$/;

function assertMidnight(element: XmlElement): void {
  const text = childText(element, "Date");
  if (text === undefined) return;
  // A date without a zone is UTC's.
  const isLocal = text.includes("T") && !/(?:Z|[+-]\d\d:\d\d)$/.test(text);
  const time = DATE.test(text) ? Date.parse(isLocal ? `${text}Z` : text) : Number.NaN;
  if (Number.isNaN(time)) throw s3Errors.malformedXml();
  if (time % 86_400_000 !== 0) throw invalid("Date", text, "'Date' must be at midnight GMT");
}

/** A whole number of a child; undefined when it is not there. @throws AwsError MalformedXML for another text */
function numberOf(element: XmlElement, name: string): number | undefined {
  const text = childText(element, name);
  if (text === undefined) return undefined;
  if (!/^-?\d{1,16}$/.test(text)) throw s3Errors.malformedXml();
  return Number(text);
}

function only(element: XmlElement, name: string): XmlElement | undefined {
  const [first, second] = childrenOf(element, name);
  if (second !== undefined) throw s3Errors.malformedXml();
  return first;
}
