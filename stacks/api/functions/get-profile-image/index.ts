import type { APIGatewayProxyResult, APIGatewayProxyWithCognitoAuthorizerEvent } from "aws-lambda";
import { sendAwsRequest } from "../shared/aws-request.ts";
import { endpointOf } from "../shared/endpoints.ts";
import { jsonReply, logError } from "../shared/http.ts";
import { readPicture } from "./read-picture.ts";

const bucket = process.env["PROFILE_IMAGES_BUCKET"] ?? "";
const allowedOrigin = process.env["ALLOWED_ORIGIN"] ?? "";
const endpoint = endpointOf("S3", process.env);

/** GET /profile-image: the caller's own picture as `{"image": "<base64>"}`. */
export async function handler(
  event: APIGatewayProxyWithCognitoAuthorizerEvent,
): Promise<APIGatewayProxyResult> {
  const sub = event.requestContext.authorizer.claims["sub"];
  const picture = await readPicture(sub, bucket, (path) =>
    sendAwsRequest({ service: "s3", endpoint, method: "GET", path }, process.env),
  );
  switch (picture.kind) {
    case "found":
      return jsonReply(200, { image: picture.bytes.toString("base64") }, allowedOrigin);
    case "none":
      return jsonReply(404, { message: "You have no profile picture yet." }, allowedOrigin);
    case "failed":
      logError("The picture could not be read.", picture.error);
      return jsonReply(500, { message: "The picture could not be read." }, allowedOrigin);
  }
}
