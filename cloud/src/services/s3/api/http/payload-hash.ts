import type { HttpRequest } from "../../../../wire/http.ts";
import { EMPTY_SHA256 } from "../../domain/shared/constants.ts";
import { s3Errors } from "../../domain/shared/errors.ts";

const PAYLOAD_HASH =
  /^(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-UNSIGNED-PAYLOAD-TRAILER|STREAMING-AWS4-HMAC-SHA256-PAYLOAD(?:-TRAILER)?)$/;

/**
 * What the signature covers of the body. S3-2: a header-signed request says what it signs of its body.
 * @throws AwsError InvalidRequest, InvalidArgument, NotImplemented, XAmzContentSHA256Mismatch
 */
export function declaredPayloadHash(request: HttpRequest): string {
  const declared = request.headers["x-amz-content-sha256"];
  if (declared === undefined) {
    // Presigned requests may declare it in the query; the verifier reads it there, and it refuses
    // headers of other schemes by name.
    if (!(request.headers["authorization"] ?? "").startsWith("AWS4-")) return "";
    throw s3Errors.invalidRequest("Missing required header for this request: x-amz-content-sha256");
  }
  if (declared.startsWith("STREAMING-AWS4-ECDSA-"))
    throw s3Errors.notImplemented("SigV4a (AWS4-ECDSA-P256-SHA256)");
  if (!PAYLOAD_HASH.test(declared)) {
    throw s3Errors.invalidArgument(
      "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
      "x-amz-content-sha256",
      declared,
    );
  }
  const bodiless = request.method === "GET" || request.method === "HEAD";
  if (bodiless && declared.length === 64 && declared !== EMPTY_SHA256) {
    throw s3Errors.contentSha256Mismatch(declared, EMPTY_SHA256);
  }
  return declared;
}
