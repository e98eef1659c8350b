import { malformed } from "./fields.ts";

const IAM_RESOURCE_PATHS = [
  "user/",
  "federated-user/",
  "role/",
  "group/",
  "instance-profile/",
  "mfa/",
  "server-certificate/",
  "policy/",
  "sms-mfa/",
  "saml-provider/",
  "oidc-provider/",
  "report/",
  "access-report/",
] as const;

/** `*` or an ARN of this partition; throws MalformedPolicyDocument with IAM's sentence. */
export function assertResource(resource: string): void {
  if (resource === "*") return;
  if (!resource.includes(":")) throw malformed(`Resource ${resource} must be in ARN format or "*".`);
  const [, partition = "", service, region = "", account = "", ...path] = resource.split(":");
  if (partition !== "aws" && partition !== "*") {
    const rest = [service, region, account, path.join(":")].map((part) => part || "*").join(":");
    throw malformed(`Partition "${partition}" is not valid for resource "arn:${partition}:${rest}".`);
  }
  if (service === undefined) {
    throw malformed("Resource vendor must be fully qualified and cannot contain regexes.");
  }
  if (service === "iam" && region !== "" && region !== "*") {
    throw malformed(`IAM resource ${resource} cannot contain region information.`);
  }
  if (service === "s3" && region !== "" && region !== "*" && !isRegionalS3(path.join(":"))) {
    throw malformed(`Resource ${resource} can not contain region information.`);
  }
  if (service === "iam" && path.length > 0) assertIamPath(path.join(":"));
}

/** What S3 has in a region, in addition to buckets, which have none in their names. */
const REGIONAL_S3 = /^(?:accesspoint|access-grants|job|storage-lens|storage-lens-group)\//;

const isRegionalS3 = (path: string): boolean => REGIONAL_S3.test(path);

function assertIamPath(path: string): void {
  if (path === "*" || path === "root" || IAM_RESOURCE_PATHS.some((start) => path.startsWith(start))) return;
  throw malformed(`IAM resource path must either be "*" or start with ${IAM_RESOURCE_PATHS.join(", ")}.`);
}
