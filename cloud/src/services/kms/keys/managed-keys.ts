import { createHash } from "node:crypto";
import { globalArn, type Scope } from "../../../core/arns.ts";
import type { KmsContext } from "../shared/context.ts";
import { type Key, SYMMETRIC } from "../shared/key.ts";

/** Services that have a key of AWS's here, by the end of its alias. */
const MANAGED_KEYS: Readonly<Record<string, (scope: Scope) => object>> = {
  s3: (scope) => ({
    Version: "2012-10-17",
    Id: "auto-s3-2",
    Statement: [
      {
        Sid: "Allow access through S3 for all principals in the account that are authorized to use S3",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        Resource: "*",
        Condition: {
          StringEquals: {
            "kms:CallerAccount": scope.accountId,
            "kms:ViaService": `s3.${scope.region}.amazonaws.com`,
          },
        },
      },
      metadata(scope, ["kms:Describe*", "kms:Get*", "kms:List*"]),
    ],
  }),
  ssm: (scope) => ({
    Version: "2012-10-17",
    Id: "auto-ssm-1",
    Statement: [
      {
        Sid: "Allow access through SSM for all principals in the account that are authorized to use SSM",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "kms:Encrypt",
          "kms:Decrypt",
          "kms:ReEncrypt*",
          "kms:GenerateDataKey*",
          "kms:CreateGrant",
          "kms:DescribeKey",
        ],
        Resource: "*",
        Condition: {
          StringEquals: {
            "kms:CallerAccount": scope.accountId,
            "kms:ViaService": `ssm.${scope.region}.amazonaws.com`,
          },
        },
      },
      metadata(scope),
    ],
  }),
  secretsmanager: (scope) => ({
    Version: "2012-10-17",
    Id: "auto-secretsmanager-2",
    Statement: [
      {
        Sid: "Allow access through AWS Secrets Manager for all principals in the account that are authorized to use AWS Secrets Manager",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:CreateGrant", "kms:DescribeKey"],
        Resource: "*",
        Condition: {
          StringEquals: {
            "kms:CallerAccount": scope.accountId,
            "kms:ViaService": `secretsmanager.${scope.region}.amazonaws.com`,
          },
        },
      },
      {
        Sid: "Allow access through AWS Secrets Manager for all principals in the account that are authorized to use AWS Secrets Manager",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: "kms:GenerateDataKey*",
        Resource: "*",
        Condition: {
          StringEquals: { "kms:CallerAccount": scope.accountId },
          StringLike: { "kms:ViaService": "secretsmanager.*.amazonaws.com" },
        },
      },
      metadata(scope),
    ],
  }),
  sns: (scope) => ({
    Version: "2012-10-17",
    Id: "auto-sns-1",
    Statement: [
      {
        Sid: "Allow access through SNS for all principals in the account that are authorized to use SNS",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "kms:Decrypt",
          "kms:GenerateDataKey*",
          "kms:CreateGrant",
          "kms:ListGrants",
          "kms:DescribeKey",
        ],
        Resource: "*",
        Condition: {
          StringEquals: {
            "kms:CallerAccount": scope.accountId,
            "kms:ViaService": `sns.${scope.region}.amazonaws.com`,
          },
        },
      },
      metadata(scope),
    ],
  }),
  sqs: (scope) => ({
    Version: "2012-10-17",
    Id: "auto-sqs-1",
    Statement: [
      {
        Sid: "Allow access through Simple Queue Service (SQS) for all principals in the account that are authorized to use SQS",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: [
          "kms:Encrypt",
          "kms:Decrypt",
          "kms:ReEncrypt*",
          "kms:GenerateDataKey*",
          "kms:CreateGrant",
          "kms:DescribeKey",
        ],
        Resource: "*",
        Condition: {
          StringEquals: {
            "kms:CallerAccount": scope.accountId,
            "kms:ViaService": `sqs.${scope.region}.amazonaws.com`,
          },
        },
      },
      metadata(scope),
    ],
  }),
};

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  s3: "Default key that protects my S3 objects when no other key is defined",
  ssm: "Default key that protects my SSM parameters when no other key is defined",
  sns: "Default key that protects my SNS data when no other key is defined",
  sqs: "Default key that protects my SQS messages when no other key is defined",
  secretsmanager: "Default key that protects my Secrets Manager data when no other key is defined",
};

const METADATA_ACTIONS = ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"];

function metadata(scope: Scope, actions: readonly string[] = METADATA_ACTIONS): object {
  return {
    Sid: "Allow direct access to key metadata to the account",
    Effect: "Allow",
    Principal: { AWS: globalArn(scope, "iam", "root") },
    Action: actions,
    Resource: "*",
  };
}

/** AWS's own keys, each made when somebody first asks for it. */
export function ensureManagedKeys(kms: KmsContext, services = Object.keys(MANAGED_KEYS)): void {
  for (const service of services) {
    const name = `alias/aws/${service}`;
    const policy = Object.hasOwn(MANAGED_KEYS, service) ? MANAGED_KEYS[service] : undefined;
    if (policy === undefined || kms.aliases.find(name) !== undefined) continue;
    const now = kms.clock.now();
    const key: Key = {
      id: kms.randomness.uuid(),
      ...SYMMETRIC,
      manager: "AWS",
      description: DESCRIPTIONS[service] ?? "",
      state: "Enabled",
      policy: JSON.stringify(policy(kms.scope), undefined, 2),
      tags: {},
      createdAt: now,
      deletionAt: undefined,
      rotation: { periodDays: 365, since: now },
    };
    kms.database.transaction(() => {
      kms.keys.create(key, kms.randomness.bytes(32));
      kms.aliases.save({ name, keyId: key.id, createdAt: now, updatedAt: now });
    });
  }
}

/** What stands for the material of a key in answers; says nothing of the material. */
export function materialId({ id }: Key): string {
  return createHash("sha256").update(`material of ${id}`).digest("hex");
}
