import { AwsError } from "../../../../core/errors.ts";
import type { HttpResponse } from "../../../../wire/http.ts";
import type { S3Context } from "../../domain/context.ts";
import { bucketOf } from "../authorization/questions.ts";
import type { Level, S3Call, S3Operation } from "../http/call.ts";
import { corsHeaders, emptyResponse } from "../http/responses.ts";

/** Preflight requests, on buckets and objects. @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTOPTIONSobject.html */
export const OptionsObject = (s3: S3Context, level: Level): S3Operation => ({
  name: "OptionsObject",
  method: "OPTIONS",
  level,
  auth: "public",
  run: (call) => preflight(s3, call),
});

function preflight(s3: S3Context, call: S3Call): HttpResponse {
  const { headers } = call.request;
  const origin = headers["origin"];
  const method = headers["access-control-request-method"];
  if (origin === undefined) {
    throw new AwsError("BadRequest", "Insufficient information. Origin request header needed.", 400);
  }
  if (method === undefined) {
    throw new AwsError("BadRequest", "Invalid Access-Control-Request-Method: null", 400);
  }
  const { cors } = bucketOf(s3, call);
  if (cors.length === 0) throw forbidden("CORSResponse: CORS is not enabled for this bucket.", method);
  const requestHeaders = (headers["access-control-request-headers"] ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");
  const allowed = corsHeaders(cors, { origin, method, requestHeaders });
  if (allowed === undefined) {
    throw forbidden(
      "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
      method,
    );
  }
  return emptyResponse(200, allowed);
}

function forbidden(message: string, method: string): AwsError {
  const error = new AwsError("AccessForbidden", message, 403, { Method: method, ResourceType: "OBJECT" });
  return error.because({ reason: "cors-refused", asked: { method } });
}
