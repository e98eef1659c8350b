import { createHash } from "node:crypto";
import { readBody } from "../../../../wire/http.ts";
import type { Blobs } from "../../domain/objects/blobs.ts";
import { receiveBody } from "../../domain/objects/receive.ts";
import { MAX_DOCUMENT_BYTES } from "../../domain/shared/constants.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Call } from "../http/call.ts";
import { bodyContract } from "./body-contract.ts";

/** Whether the caller must send Content-MD5 or a checksum with the document. */
type Integrity = "required" | "optional";

/**
 * Reads the request document after checking everything the headers promise of it.
 * @throws AwsError as an upload does
 */
export async function readDocument(
  call: S3Call,
  { blobs }: { readonly blobs: Blobs },
  integrity: Integrity = "optional",
): Promise<string> {
  const { headers } = call.request;
  if (headers["content-length"] === undefined && headers["x-amz-decoded-content-length"] === undefined) {
    const bytes = await readBody(call.request, MAX_DOCUMENT_BYTES);
    assertSha256(headers["x-amz-content-sha256"], bytes);
    return bytes.toString("utf8");
  }
  const contract = bodyContract(call, "CRC32");
  if (integrity === "required" && contract.md5 === undefined && contract.checksum === undefined) {
    throw s3Errors.invalidRequest(
      "Missing required header for this request: Content-MD5 OR x-amz-checksum-*",
    );
  }
  if (contract.length > MAX_DOCUMENT_BYTES) throw s3Errors.malformedXml();
  const body = await receiveBody(
    call.request.stream,
    { ...contract, inlineLimit: MAX_DOCUMENT_BYTES },
    blobs,
  );
  return (body.data ?? Buffer.alloc(0)).toString("utf8");
}

function assertSha256(declared: string | undefined, bytes: Buffer): void {
  if (declared?.length !== 64) return;
  const computed = createHash("sha256").update(bytes).digest("hex");
  if (computed !== declared) throw s3Errors.contentSha256Mismatch(declared, computed);
}

/** What was read, or why it could not be. */
export interface Attempt<T> {
  readonly value: T | undefined;
  /** @throws what reading threw */
  get(): T;
}

/**
 * Reads something that questions depend on before they are put. What is wrong with it is told by
 * `get`, and so only to those who may.
 */
export async function attempt<T>(read: () => Promise<T>): Promise<Attempt<T>> {
  try {
    const value = await read();
    return { value, get: () => value };
  } catch (error) {
    return {
      value: undefined,
      get: () => {
        throw error;
      },
    };
  }
}
