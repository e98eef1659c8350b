import { createHash } from "node:crypto";
import { AwsError } from "../../core/errors.ts";
import { childOf, readXml, type XmlElement } from "../../runtime/client/read-xml.ts";
import { type Aws, type AwsService, type SignedReply, sendSigned } from "./send-signed.ts";

const S3: AwsService = { title: "S3", prefix: "s3", variable: "S3", signingName: "s3" };

interface Entry {
  readonly key: string;
  readonly versionId: string;
  /** False for older versions and delete markers. */
  readonly isLatestObject: boolean;
}

/** How many objects a bucket shows; older versions are not counted. */
export async function countObjects(aws: Aws, bucket: string): Promise<number> {
  let count = 0;
  for await (const entries of pagesOf(aws, bucket)) {
    count += entries.filter(({ isLatestObject }) => isLatestObject).length;
  }
  return count;
}

/** Deletes every version of every object. */
export async function emptyBucket(aws: Aws, bucket: string): Promise<void> {
  for await (const entries of pagesOf(aws, bucket)) {
    if (entries.length > 0) await deleteEntries(aws, bucket, entries);
  }
}

/**
 * Versions and delete markers, a thousand at a time.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
async function* pagesOf(aws: Aws, bucket: string): AsyncGenerator<readonly Entry[]> {
  let marker = "";
  for (;;) {
    const reply = await sendSigned(aws, S3, {
      method: "GET",
      path: `/${bucket}?versions=&encoding-type=url${marker}`,
      headers: {},
      body: "",
    });
    const page = resultOf(reply);
    yield page.children.filter(({ name }) => name === "Version" || name === "DeleteMarker").map(entryOf);
    if (childOf(page, "IsTruncated")?.text !== "true") return;
    const key = childOf(page, "NextKeyMarker")?.text ?? "";
    const version = childOf(page, "NextVersionIdMarker")?.text ?? "";
    // The marker comes percent-encoded, as asked for.
    marker = `&key-marker=${encodeURIComponent(decodeKey(key))}&version-id-marker=${encodeURIComponent(version)}`;
  }
}

function entryOf(element: XmlElement): Entry {
  return {
    key: decodeKey(childOf(element, "Key")?.text ?? ""),
    versionId: childOf(element, "VersionId")?.text ?? "null",
    isLatestObject: element.name === "Version" && childOf(element, "IsLatest")?.text === "true",
  };
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
async function deleteEntries(aws: Aws, bucket: string, entries: readonly Entry[]): Promise<void> {
  const objects = entries.map(
    ({ key, versionId }) =>
      `<Object><Key>${escapeXml(key)}</Key><VersionId>${escapeXml(versionId)}</VersionId></Object>`,
  );
  const body = `<Delete><Quiet>true</Quiet>${objects.join("")}</Delete>`;
  const reply = await sendSigned(aws, S3, {
    method: "POST",
    path: `/${bucket}?delete=`,
    headers: {
      "content-type": "application/xml",
      "content-md5": createHash("md5").update(body).digest("base64"),
    },
    body,
  });
  const failed = childOf(resultOf(reply), "Error");
  if (failed !== undefined) throw errorOf(failed, reply.status);
}

function resultOf(reply: SignedReply): XmlElement {
  const answer = readXml(reply.text);
  if (reply.status < 300) return answer;
  throw errorOf(answer, reply.status);
}

function errorOf(element: XmlElement, status: number): AwsError {
  const code = childOf(element, "Code")?.text ?? `HTTP ${status}`;
  return new AwsError(code, childOf(element, "Message")?.text ?? code, status);
}

function decodeKey(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
}
