import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Properties, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { requiredTextProperty } from "../../../core/properties/property-values.ts";
import { changeBucket } from "../domain/buckets/manager.ts";
import { assertPolicyIsPutable } from "../domain/buckets/policy-document.ts";
import type { S3Context } from "../domain/context.ts";
import { bucketQuestion } from "./AWS-S3-Bucket.ts";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html */
export function createBucketPolicyProvider(s3: S3Context): ResourceProvider {
  return {
    type: "AWS::S3::BucketPolicy",
    properties: { Bucket: true, PolicyDocument: true },
    required: ["Bucket", "PolicyDocument"],
    replaceOn: ["Bucket"],
    calls: (_context, change) => {
      const name =
        change.kind === "create" ? requiredTextProperty(change.properties, "Bucket") : change.physicalId;
      const action = change.kind === "delete" ? "s3:DeleteBucketPolicy" : "s3:PutBucketPolicy";
      return [bucketQuestion(s3, action, name)];
    },
    create: async (context, properties) => {
      const name = requiredTextProperty(properties, "Bucket");
      if (s3.buckets.get(name).policy !== undefined) {
        throw new AwsError("AlreadyExists", `The bucket policy already exists on bucket ${name}.`, 409);
      }
      return context.commit(() => {
        putPolicy(s3, context.caller, { name, properties });
        return { physicalId: name, attributes: {} };
      });
    },
    update: async ({ caller }, name, _before, properties) => {
      putPolicy(s3, caller, { name, properties });
      return { physicalId: name, attributes: {} };
    },
    delete: async (_context, name) => {
      if (s3.buckets.find(name) !== undefined) changeBucket(s3, name, { policy: undefined });
    },
  };
}

interface PolicyOfBucket {
  readonly name: string;
  readonly properties: Properties;
}

function putPolicy(s3: S3Context, caller: Caller, { name, properties }: PolicyOfBucket): void {
  const document = properties["PolicyDocument"];
  const policy = typeof document === "string" ? document : JSON.stringify(document);
  assertPolicyIsPutable(policy, s3.buckets.get(name), caller);
  changeBucket(s3, name, { policy });
}
