import { anonymous, type Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Authorization } from "../../../core/ports/authorization.ts";
import type { Authentication, VerifiedSignature } from "../../../wire/authentication.ts";
import {
  BodyTooLargeError,
  type HttpRequest,
  type HttpResponse,
  type HttpService,
} from "../../../wire/http.ts";
import { corsHeaders } from "../domain/buckets/cors-rules.ts";
import { EMPTY_SHA256, MAX_DOCUMENT_BYTES } from "../domain/shared/constants.ts";
import { s3Errors } from "../domain/shared/errors.ts";
import { createAccess } from "./access.ts";
import { parseAddress } from "./http/address.ts";
import type { Level, S3Call, S3Context } from "./http/call.ts";
import { parseQuery } from "./http/query.ts";
import { assertExpectedOwner, assertNoRefusedHeaders } from "./http/refused-headers.ts";
import { errorResponse, withStandardHeaders } from "./http/responses.ts";
import type { Router } from "./router.ts";

interface ServiceOptions {
  readonly s3: S3Context;
  readonly router: Router;
  readonly authentication: Authentication;
  readonly authorization: Authorization;
  readonly logger: Logger;
}

/** address → identify → route → (authorize → run) → encode */
export function createHttpService(options: ServiceOptions): HttpService {
  return {
    handle: async (request) => {
      let response: HttpResponse;
      try {
        response = await answer(options, request);
      } catch (error) {
        response = errorResponse(request, asAwsError(options.logger, request, error));
      }
      return withStandardHeaders(request, withCors(options, request, response));
    },
  };
}

async function answer(options: ServiceOptions, request: HttpRequest): Promise<HttpResponse> {
  const address = parseAddress(request.headers["host"] ?? "", request.path);
  const query = parseQuery(request.query);
  // Preflight requests are never signed.
  const signature = request.method === "OPTIONS" ? undefined : identify(options, request);
  const caller: Caller = signature?.caller ?? anonymous;
  const isPresigned = signature !== undefined && request.headers["authorization"] === undefined;
  const level = levelOf(address.bucket, address.key);
  const operation = options.router.route(level, request.method, query);
  assertNoRefusedHeaders(request.headers);
  assertExpectedOwner(request.headers, options.s3.scope.accountId);
  const access = createAccess({ authorization: options.authorization, caller, request, isPresigned });
  const call: S3Call = {
    request,
    query,
    bucketName: address.bucket,
    objectKey: address.key,
    caller,
    signature,
    isPresigned,
    may: access.may,
    assertMay: access.assertMay,
  };
  return operation.run(call, options.s3);
}

function levelOf(bucket: string | undefined, key: string | undefined): Level {
  if (bucket === undefined) return "service";
  return key === undefined ? "bucket" : "object";
}

const PAYLOAD_HASH =
  /^(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-UNSIGNED-PAYLOAD-TRAILER|STREAMING-AWS4-HMAC-SHA256-PAYLOAD(?:-TRAILER)?)$/;

// S3-1: who signs nothing is nobody; a policy may still let nobody in.
function identify(options: ServiceOptions, request: HttpRequest): VerifiedSignature | undefined {
  const signature = options.authentication.authenticate({
    request,
    signingNames: ["s3"],
    protocol: "s3",
    payloadHash: declaredPayloadHash(request),
  });
  return signature.caller.kind === "anonymous" ? undefined : signature;
}

// S3-2: a header-signed request says what it signs of its body.
function declaredPayloadHash(request: HttpRequest): string {
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

function withCors(options: ServiceOptions, request: HttpRequest, response: HttpResponse): HttpResponse {
  const origin = request.headers["origin"];
  if (origin === undefined || request.method === "OPTIONS") return response;
  const bucket = bucketFor(options, request);
  const headers =
    bucket === undefined ? undefined : corsHeaders(bucket.cors, { origin, method: request.method });
  return headers === undefined ? response : { ...response, headers: { ...response.headers, ...headers } };
}

function bucketFor(options: ServiceOptions, request: HttpRequest) {
  try {
    const { bucket } = parseAddress(request.headers["host"] ?? "", request.path);
    return bucket === undefined ? undefined : options.s3.buckets.find(bucket);
  } catch {
    return undefined;
  }
}

function asAwsError(logger: Logger, request: HttpRequest, thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (thrown instanceof BodyTooLargeError)
    return s3Errors.entityTooLarge(MAX_DOCUMENT_BYTES, thrown.limitBytes);
  logger.error({ err: thrown, requestId: request.requestId }, "An S3 operation failed unexpectedly.");
  return s3Errors.internal();
}
