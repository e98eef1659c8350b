import type { HttpResponse } from "../../../../wire/http.ts";
import { asksNothing, type Question } from "../../../../wire/operation.ts";
import { type Bucket, bucketArn } from "../../domain/buckets/bucket.ts";
import { createBucket, US_EAST_1 } from "../../domain/buckets/manager.ts";
import type { S3Context } from "../../domain/context.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { type Asking, question } from "../authorization/questions.ts";
import { bucketNameOf, type S3Call, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { assertOnly, childText, parseXml } from "../http/xml-reader.ts";
import { attempt, readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html */
export const CreateBucket = (s3: S3Context): S3Operation => ({
  name: "CreateBucket",
  method: "PUT",
  level: "bucket",
  // Policies may depend on the region that the document names: the run asks, once it was read.
  authorize: asksNothing,
  run: async (call, context) => {
    const name = bucketNameOf(call);
    const location = await attempt(async () => parseLocation(await readDocument(call, s3)));
    for (const asked of questions({ s3, call }, location.value)) context.assertAllowed(asked);
    assertLocation(s3.scope.region, location.get());
    return created(createBucket(s3, { name, ownership: ownershipOf(call) }));
  },
});

function questions(asking: Asking, location: string | undefined): readonly Question[] {
  const { headers } = asking.call.request;
  const resource = bucketArn(bucketNameOf(asking.call));
  const subject = { bucket: undefined, location };
  const acl = headers["x-amz-acl"];
  return [
    question(asking, { action: "s3:CreateBucket", resource }, subject),
    ...(acl === undefined || acl === "private"
      ? []
      : [question(asking, { action: "s3:PutBucketAcl", resource }, subject)]),
    ...(headers["x-amz-object-ownership"] === undefined
      ? []
      : [question(asking, { action: "s3:PutBucketOwnershipControls", resource }, subject)]),
  ];
}

function created({ name, region }: Bucket): HttpResponse {
  const location = region === US_EAST_1 ? `/${name}` : `http://${name}.s3.amazonaws.com/`;
  return emptyResponse(200, { Location: location, "x-amz-bucket-arn": bucketArn(name) });
}

function parseLocation(document: string): string | undefined {
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
  if (given !== undefined && !LOCATIONS.has(given)) throw s3Errors.invalidLocation(given);
  throw s3Errors.illegalLocation(given ?? "unspecified");
}

/** us-east-1 is none: its buckets name no location. */
const LOCATIONS: ReadonlySet<string> = new Set(
  [
    "EU af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2",
    "ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7",
    "ca-central-1 ca-west-1 cn-north-1 cn-northwest-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1",
    "eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1",
    "us-east-2 us-gov-east-1 us-gov-west-1 us-west-1 us-west-2",
  ].flatMap((line) => line.split(" ")),
);

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
