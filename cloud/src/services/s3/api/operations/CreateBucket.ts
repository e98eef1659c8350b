import type { HttpResponse } from "../../../../wire/http.ts";
import { type Bucket, bucketArn, isBucketName, newBucket } from "../../domain/buckets/bucket.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { bucketNameOf, type S3Call, type S3Context, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { assertOnly, childText, parseXml } from "../http/xml-reader.ts";
import { readDocument } from "../uploads/document.ts";

const US_EAST_1 = "us-east-1";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const CreateBucket: S3Operation = {
  name: "CreateBucket",
  method: "PUT",
  level: "bucket",
  run: async (call, s3) => {
    const name = bucketNameOf(call);
    call.assertMay("s3:CreateBucket", { arn: bucketArn(name), bucket: undefined });
    const document = await readDocument(call, s3);
    assertLocation(s3.scope.region, locationOf(document));
    const ownership = ownershipOf(call);
    return created(createBucket(s3, { name, ownership }));
  },
};

interface NewBucket {
  readonly name: string;
  readonly ownership: Bucket["ownership"];
}

/** Creates a bucket as the API and CloudFormation do. @throws AwsError InvalidBucketName, BucketAlreadyOwnedByYou */
export function createBucket(s3: S3Context, { name, ownership }: NewBucket): Bucket {
  if (!isBucketName(name)) throw s3Errors.invalidBucketName(name);
  const existing = s3.buckets.find(name);
  if (existing !== undefined) {
    // us-east-1 keeps the old manners: creating one's own bucket again succeeds.
    if (s3.scope.region === US_EAST_1) return existing;
    throw s3Errors.bucketAlreadyOwnedByYou(name);
  }
  const bucket = { ...newBucket(name, s3.scope.region, s3.clock.now()), ownership };
  s3.buckets.save(bucket);
  return bucket;
}

function created({ name, region }: Bucket): HttpResponse {
  const location = region === US_EAST_1 ? `/${name}` : `http://${name}.s3.amazonaws.com/`;
  return emptyResponse(200, { Location: location, "x-amz-bucket-arn": bucketArn(name) });
}

function locationOf(document: string): string | undefined {
  if (document.trim() === "") return undefined;
  const root = parseXml(document, "CreateBucketConfiguration");
  if (root.children.some(({ name }) => name === "Location" || name === "Bucket")) {
    throw s3Errors.notImplemented("Directory buckets");
  }
  if (root.children.some(({ name }) => name === "Tags")) throw s3Errors.notImplemented("CreateBucket Tags");
  assertOnly(root, ["LocationConstraint"]);
  return childText(root, "LocationConstraint") || undefined;
}

function assertLocation(region: string, given: string | undefined): void {
  const expected = region === US_EAST_1 ? undefined : region;
  if (given === expected || (given === "EU" && region === "eu-west-1")) return;
  throw s3Errors.illegalLocation(given ?? "unspecified");
}

const OWNERSHIPS: ReadonlySet<string> = new Set([
  "BucketOwnerEnforced",
  "BucketOwnerPreferred",
  "ObjectWriter",
]);

function ownershipOf({ request: { headers } }: S3Call): Bucket["ownership"] {
  const given = headers["x-amz-object-ownership"] ?? "BucketOwnerEnforced";
  if (!OWNERSHIPS.has(given)) {
    throw s3Errors.invalidArgument("Invalid x-amz-object-ownership header", "x-amz-object-ownership", given);
  }
  const acl = headers["x-amz-acl"];
  if (acl !== undefined && acl !== "private") {
    if (given !== "BucketOwnerEnforced") throw s3Errors.headerNotImplemented("x-amz-acl");
    throw s3Errors.aclWithOwnerEnforced();
  }
  return given as Bucket["ownership"];
}
