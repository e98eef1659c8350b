import type { S3Operation } from "../http/call.ts";
import { readObject } from "./read-object.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export const HeadObject: S3Operation = {
  name: "HeadObject",
  method: "HEAD",
  level: "object",
  run: readObject,
};
