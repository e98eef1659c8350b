import type { S3Operation } from "../http/call.ts";
import { readObject } from "./read-object.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export const GetObject: S3Operation = {
  name: "GetObject",
  method: "GET",
  level: "object",
  run: readObject,
};
