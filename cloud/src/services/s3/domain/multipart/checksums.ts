import { createHash } from "node:crypto";
import {
  type ChecksumAlgorithm,
  type ChecksumType,
  type CrcAlgorithm,
  checksumRow,
  createCrcCombiner,
  parseAlgorithm,
  type StoredChecksum,
} from "../objects/checksums.ts";
import { s3Errors } from "../shared/errors.ts";
import type { Part, Upload } from "./store.ts";

interface ChecksumChoice {
  readonly algorithm: ChecksumAlgorithm;
  readonly checksumType: ChecksumType;
  readonly algorithmGiven: boolean;
}

/** Algorithm and type of a new upload. @throws AwsError InvalidRequest for a pair that does not exist */
export function checksumChoice(given: string | undefined, type: string | undefined): ChecksumChoice {
  if (given === undefined) {
    if (type !== undefined) {
      throw s3Errors.invalidRequest(
        "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
      );
    }
    return { algorithm: "CRC64NVME", checksumType: "FULL_OBJECT", algorithmGiven: false };
  }
  const algorithm = parseAlgorithm(given);
  const fallback = algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE";
  const checksumType = type ?? fallback;
  if (checksumType !== "FULL_OBJECT" && checksumType !== "COMPOSITE") {
    throw s3Errors.invalidRequest("Value for x-amz-checksum-type header is invalid.");
  }
  const impossible =
    (algorithm === "CRC64NVME" && checksumType === "COMPOSITE") ||
    (algorithm.startsWith("SHA") && checksumType === "FULL_OBJECT");
  if (impossible) {
    throw s3Errors.invalidRequest(
      `The ${checksumType} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  }
  return { algorithm, checksumType, algorithmGiven: true };
}

/** `<md5 of the parts' md5s>-<number of parts>` */
export function multipartEtag(parts: readonly Part[]): string {
  const hash = createHash("md5");
  for (const { etag } of parts) hash.update(Buffer.from(etag, "hex"));
  return `${hash.digest("hex")}-${parts.length}`;
}

/** The checksum of the whole object from the checksums of its parts. */
export function multipartChecksum({ settings }: Upload, parts: readonly Part[]): StoredChecksum {
  const { algorithm, checksumType: type } = settings;
  if (type === "COMPOSITE") {
    const running = checksumRow(algorithm).create();
    for (const { checksum } of parts) running.update(Buffer.from(checksum, "base64"));
    return { algorithm, type, value: `${running.digest().toString("base64")}-${parts.length}` };
  }
  const combine = createCrcCombiner(algorithm as CrcAlgorithm);
  const [first, ...rest] = parts;
  let whole = Buffer.from(first?.checksum ?? "", "base64");
  for (const { checksum, size } of rest)
    whole = Buffer.from(combine(whole, Buffer.from(checksum, "base64"), size));
  return { algorithm, type, value: whole.toString("base64") };
}
