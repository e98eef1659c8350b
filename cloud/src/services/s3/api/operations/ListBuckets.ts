import { bucketArn } from "../../domain/buckets/bucket.ts";
import { ownerId } from "../../domain/buckets/owner.ts";
import type { S3Context } from "../../domain/context.ts";
import { question } from "../authorization/questions.ts";
import { integerParameter } from "../http/address.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse, isoTime } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export const ListBuckets = (s3: S3Context): S3Operation => ({
  name: "ListBuckets",
  method: "GET",
  level: "service",
  authorize: (call) => [
    question(
      { s3, call },
      { action: "s3:ListAllMyBuckets", resource: "arn:aws:s3:::*" },
      { bucket: undefined },
    ),
  ],
  run: (call) => {
    const { query } = call;
    const prefix = query.get("prefix") ?? "";
    const region = query.get("bucket-region");
    const after = Buffer.from(query.get("continuation-token") ?? "", "base64url").toString("utf8");
    const limit = integerParameter(query, "max-buckets", { minimum: 1, maximum: 10_000 }) ?? 10_000;
    const matching = s3.buckets
      .list()
      .filter(
        ({ name, ...bucket }) =>
          name.startsWith(prefix) && name > after && (region ?? bucket.region) === bucket.region,
      );
    const page = matching.slice(0, limit);
    const last = page.at(-1);
    return documentResponse("ListAllMyBucketsResult", {
      Owner: { ID: ownerId(s3.scope.accountId) },
      Buckets: {
        Bucket: page.map(({ name, createdAt, region: BucketRegion }) => ({
          Name: name,
          CreationDate: isoTime(createdAt),
          BucketRegion,
          BucketArn: bucketArn(name),
        })),
      },
      ContinuationToken:
        matching.length > page.length && last !== undefined
          ? Buffer.from(last.name, "utf8").toString("base64url")
          : undefined,
      Prefix: query.get("prefix"),
    });
  },
});
