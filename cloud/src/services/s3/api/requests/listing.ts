import type { Question } from "../../../../wire/operation.ts";
import type { S3Context } from "../../domain/context.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { bucketOf, bucketQuestion } from "../authorization/questions.ts";
import { integerParameter, type Query } from "../http/address.ts";
import type { S3Call } from "../http/call.ts";

/** One action on the bucket of the call, with what the listing asks for as condition keys. */
export function onListing(s3: S3Context, action: string): (call: S3Call) => readonly Question[] {
  return (call) => {
    const { query } = call;
    const listing = {
      prefix: query.get("prefix") ?? "",
      delimiter: query.get("delimiter"),
      maxKeys: query.get("max-keys"),
    };
    return [bucketQuestion({ s3, call }, action, { bucket: bucketOf(s3, call), listing })];
  };
}

export function maxKeysOf(query: Query): number {
  const asked = integerParameter(query, "max-keys", { minimum: 0, maximum: 2_147_483_647 });
  return Math.min(asked ?? 1000, 1000);
}

/** Encodes names in replies when the client asked for it. @throws AwsError InvalidArgument */
export function nameEncoder(query: Query): (name: string) => string {
  const type = query.get("encoding-type");
  if (type === undefined) return (name) => name;
  if (type !== "url")
    throw s3Errors.invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", type);
  return (name) => encodeURIComponent(name).replaceAll("%2F", "/").replaceAll("%20", "+");
}

const encodeToken = (key: string): string => Buffer.from(key, "utf8").toString("base64url");

export const continuationToken = (next: string | undefined): string | undefined =>
  next === undefined ? undefined : encodeToken(next);

/** @throws AwsError InvalidArgument for a token this service did not make */
export function readContinuationToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const key = Buffer.from(token, "base64url").toString("utf8");
  if (token !== "" && encodeToken(key) === token) return key;
  throw s3Errors.invalidArgument("The continuation token provided is incorrect", "continuation-token", token);
}
