import { createHmac } from "node:crypto";
import type { Clock } from "../../core/clock.ts";
import { AwsError } from "../../core/errors.ts";
import type { HttpRequest } from "../http.ts";
import { linkEndedWhy, whyOf } from "./why.ts";

/**
 * Regions that still take Signature V2: those that are older than Signature V4.
 * @see https://docs.aws.amazon.com/general/latest/gr/signature-version-2.html
 */
const REGIONS: ReadonlySet<string> = new Set([
  "us-east-1",
  "us-west-1",
  "us-west-2",
  "eu-west-1",
  "ap-northeast-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "sa-east-1",
]);

export const takesVersionTwo = (region: string): boolean => REGIONS.has(region);

/** A presigned address of Signature V2, as boto3 makes it by default. */
export interface VersionTwoForm {
  readonly accessKeyId: string;
  /** Base64. */
  readonly signature: string;
  /** Seconds since the epoch, as sent. */
  readonly expires: string;
  readonly sessionToken: string | undefined;
}

/** Undefined when the address is not signed with version 2. @throws AwsError AccessDenied for half a signature */
export function parseVersionTwo({ query, headers }: HttpRequest): VersionTwoForm | undefined {
  if (!/(?:^|&)AWSAccessKeyId=/.test(query) || !/(?:^|&)Signature=/.test(query)) return undefined;
  const parameters = new URLSearchParams(query);
  const expires = parameters.get("Expires");
  if (expires === null) {
    throw new AwsError(
      "AccessDenied",
      "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
      403,
    ).because(whyOf("incomplete"));
  }
  return {
    accessKeyId: parameters.get("AWSAccessKeyId") ?? "",
    signature: parameters.get("Signature") ?? "",
    expires,
    sessionToken: headers["x-amz-security-token"] ?? parameters.get("x-amz-security-token") ?? undefined,
  };
}

/** SIG-8: the address is used before the time that its signature covers. */
export function assertNotExpired({ expires }: VersionTwoForm, clock: Clock): void {
  if (!/^\d{1,12}$/.test(expires)) {
    throw new AwsError(
      "AccessDenied",
      `Invalid date (should be seconds since epoch): ${expires}`,
      403,
    ).because(whyOf("incomplete"));
  }
  const end = Number(expires) * 1000;
  const now = clock.now();
  if (now < end) return;
  throw new AwsError("AccessDenied", "Request has expired", 403, {
    Expires: isoSeconds(end),
    ServerTime: isoSeconds(now),
  }).because(linkEndedWhy(end, now));
}

const isoSeconds = (time: number): string => new Date(time).toISOString().replace(/\.\d{3}/, "");

/**
 * What version 2 signs of a request: method, MD5, type, end, every `x-amz-` header, resource. What an
 * address carries in place of a header counts as one.
 * @param resource `/bucket/key` with the parameters that select what is acted on
 */
export function versionTwoText(request: HttpRequest, form: VersionTwoForm, resource: string): string {
  const { method, headers, query } = request;
  const parameters = headersInAddress(query);
  const fieldOf = (name: string): string => headers[name] ?? parameters.get(name) ?? "";
  const named = [...Object.keys(headers), ...parameters.keys()].filter(isVersionTwoHeader);
  const lines = [...new Set(named)].sort().map((name) => `${name}:${fieldOf(name).trim()}\n`);
  return `${method}\n${fieldOf("content-md5")}\n${fieldOf("content-type")}\n${form.expires}\n${lines.join("")}${resource}`;
}

/** Parameters of an address as the headers that they may stand for; the last of repeated ones counts. */
export function headersInAddress(query: string): ReadonlyMap<string, string> {
  return new Map([...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value]));
}

const isVersionTwoHeader = (name: string): boolean => name.startsWith("x-amz-");

/** Base64. */
export function versionTwoSignature(secretAccessKey: string, text: string): string {
  return createHmac("sha1", secretAccessKey).update(text, "utf8").digest("base64");
}
