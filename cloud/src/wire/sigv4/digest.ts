import { createHmac, hash, type KeyObject } from "node:crypto";

/** Lower-case hex SHA-256. */
export function sha256Hex(data: string | Buffer): string {
  return hash("sha256", data, "hex");
}

export function hmac(key: string | Buffer | KeyObject, data: string): Buffer {
  return createHmac("sha256", key).update(data, "utf8").digest();
}

export function hmacHex(key: Buffer | KeyObject, data: string): string {
  return createHmac("sha256", key).update(data, "utf8").digest("hex");
}

/** SHA-256 of nothing, the payload hash of requests without a body. */
export const EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

export const UNSIGNED_PAYLOAD = "UNSIGNED-PAYLOAD";
export const ALGORITHM = "AWS4-HMAC-SHA256";
export const TERMINATOR = "aws4_request";
