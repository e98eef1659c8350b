import type { APIGatewayProxyResult, APIGatewayProxyWithCognitoAuthorizerEvent } from "aws-lambda";
import { sendAwsRequest } from "../shared/aws-request.ts";
import { endpointOf } from "../shared/endpoints.ts";
import { bodyTextOf, jsonReply, logError, noSuchAccount } from "../shared/http.ts";
import { type PictureChange, type PictureStore, removePicture, storePicture } from "./change-picture.ts";
import { parseUpload } from "./parse-upload.ts";

const allowedOrigin = process.env["ALLOWED_ORIGIN"] ?? "";
const endpoint = endpointOf("S3", process.env);
const store: PictureStore = {
  bucket: process.env["PROFILE_IMAGES_BUCKET"] ?? "",
  send: (request) => sendAwsRequest({ service: "s3", endpoint, ...request }, process.env),
};

/** PUT and DELETE /profile-image: the caller's own picture, given as `{"image": "<base64>"}`. */
export async function handler(
  event: APIGatewayProxyWithCognitoAuthorizerEvent,
): Promise<APIGatewayProxyResult> {
  const sub = event.requestContext.authorizer.claims["sub"];
  if (event.httpMethod === "DELETE") {
    const change = await removePicture(sub, store);
    return replyTo(change, { removed: true }, "The picture could not be removed.");
  }
  const upload = parseUpload(bodyTextOf(event));
  if (upload.kind === "refused") return jsonReply(upload.status, { message: upload.reason }, allowedOrigin);
  const change = await storePicture(sub, upload, store);
  return replyTo(change, { stored: true }, "The picture could not be stored.");
}

function replyTo(change: PictureChange, done: object, failure: string): APIGatewayProxyResult {
  switch (change.kind) {
    case "done":
      return jsonReply(200, done, allowedOrigin);
    case "gone":
      return noSuchAccount(allowedOrigin);
    case "failed":
      logError(failure, change.error);
      return jsonReply(502, { message: failure }, allowedOrigin);
  }
}
