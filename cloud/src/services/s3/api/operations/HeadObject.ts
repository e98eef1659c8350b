import type { S3Context } from "../../domain/context.ts";
import { onVersion } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";
import { readObject } from "./read-object.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const HeadObject = (s3: S3Context): S3Operation => ({
  name: "HeadObject",
  method: "HEAD",
  level: "object",
  authorize: onVersion(s3, { latest: "s3:GetObject", version: "s3:GetObjectVersion" }),
  run: (call, context) => readObject(context, { s3, call }),
});
