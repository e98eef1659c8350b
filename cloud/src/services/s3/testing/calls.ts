import type { Draft } from "./send.ts";
import { arn, CORS, IN_IRELAND, LIFECYCLE, OWN_POLICY, tagging, type World } from "./world.ts";

/** One question that a call puts, and the condition keys of its action that the call has. */
export interface ExpectedQuestion {
  readonly action: string;
  readonly arn: string;
  readonly values?: Readonly<Record<string, string | readonly string[]>>;
}

export interface ExampleCall extends Draft {
  readonly operation: string;
  /** In their order. */
  readonly asks: readonly ExpectedQuestion[];
  /** Status of success. */
  readonly status: number;
}

const onBucket = (
  operation: string,
  call: string,
  action: string,
  further: Partial<ExampleCall> = {},
): ExampleCall => ({
  operation,
  call,
  asks: [{ action: `s3:${action}`, arn: arn("own") }],
  status: call.startsWith("DELETE") ? 204 : 200,
  ...further,
});

/** Reading and changing the settings of a bucket. */
const SETTINGS: readonly ExampleCall[] = [
  onBucket("GetBucketAcl", "GET /own?acl", "GetBucketAcl"),
  onBucket("GetBucketCors", "GET /own?cors", "GetBucketCORS"),
  onBucket("GetBucketEncryption", "GET /own?encryption", "GetEncryptionConfiguration"),
  onBucket("GetBucketLifecycleConfiguration", "GET /own?lifecycle", "GetLifecycleConfiguration"),
  onBucket("GetBucketLocation", "GET /own?location", "GetBucketLocation"),
  onBucket("GetBucketNotificationConfiguration", "GET /own?notification", "GetBucketNotification"),
  onBucket("GetBucketOwnershipControls", "GET /own?ownershipControls", "GetBucketOwnershipControls"),
  onBucket("GetBucketPolicy", "GET /own?policy", "GetBucketPolicy"),
  onBucket("GetBucketPolicyStatus", "GET /own?policyStatus", "GetBucketPolicyStatus"),
  onBucket("GetBucketTagging", "GET /own?tagging", "GetBucketTagging"),
  onBucket("GetBucketVersioning", "GET /own?versioning", "GetBucketVersioning"),
  onBucket("GetPublicAccessBlock", "GET /own?publicAccessBlock", "GetBucketPublicAccessBlock"),
  onBucket("HeadBucket", "HEAD /own", "ListBucket"),
  onBucket("PutBucketCors", "PUT /own?cors", "PutBucketCORS", { body: CORS }),
  onBucket("PutBucketEncryption", "PUT /own?encryption", "PutEncryptionConfiguration", {
    body: "<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>",
  }),
  onBucket("PutBucketLifecycleConfiguration", "PUT /own?lifecycle", "PutLifecycleConfiguration", {
    body: LIFECYCLE,
  }),
  onBucket("PutBucketNotificationConfiguration", "PUT /own?notification", "PutBucketNotification", {
    body: "<NotificationConfiguration></NotificationConfiguration>",
  }),
  onBucket("PutBucketOwnershipControls", "PUT /own?ownershipControls", "PutBucketOwnershipControls", {
    body: "<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>",
  }),
  onBucket("PutBucketPolicy", "PUT /own?policy", "PutBucketPolicy", {
    body: JSON.stringify(OWN_POLICY),
    status: 204,
  }),
  onBucket("PutBucketTagging", "PUT /own?tagging", "PutBucketTagging", {
    body: tagging({ a: "b" }),
    status: 204,
  }),
  onBucket("PutBucketVersioning", "PUT /own?versioning", "PutBucketVersioning", {
    body: "<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>",
  }),
  onBucket("PutPublicAccessBlock", "PUT /own?publicAccessBlock", "PutBucketPublicAccessBlock", {
    body: "<PublicAccessBlockConfiguration></PublicAccessBlockConfiguration>",
  }),
  onBucket("DeleteBucketCors", "DELETE /own?cors", "PutBucketCORS"),
  onBucket("DeleteBucketEncryption", "DELETE /own?encryption", "PutEncryptionConfiguration"),
  onBucket("DeleteBucketLifecycle", "DELETE /own?lifecycle", "PutLifecycleConfiguration"),
  onBucket("DeleteBucketOwnershipControls", "DELETE /own?ownershipControls", "PutBucketOwnershipControls"),
  onBucket("DeleteBucketPolicy", "DELETE /own?policy", "DeleteBucketPolicy"),
  onBucket("DeleteBucketTagging", "DELETE /own?tagging", "PutBucketTagging"),
  onBucket("DeletePublicAccessBlock", "DELETE /own?publicAccessBlock", "PutBucketPublicAccessBlock"),
];

const LISTED = { "s3:prefix": "a/", "s3:delimiter": "/", "s3:max-keys": "7" };
const listing = (operation: string, query: string, action: string, values: ExpectedQuestion["values"] = {}) =>
  onBucket(operation, `GET /own${query}`, action, {
    asks: [{ action: `s3:${action}`, arn: arn("own"), values }],
  });

/** Buckets themselves, and what lists them. */
const BUCKETS: readonly ExampleCall[] = [
  {
    operation: "ListBuckets",
    call: "GET /",
    asks: [{ action: "s3:ListAllMyBuckets", arn: arn("*") }],
    status: 200,
  },
  {
    operation: "CreateBucket",
    call: "PUT /fresh",
    body: IN_IRELAND,
    asks: [
      { action: "s3:CreateBucket", arn: arn("fresh"), values: { "s3:locationconstraint": "eu-west-1" } },
    ],
    status: 200,
  },
  {
    operation: "CreateBucket",
    call: "PUT /fresh",
    body: IN_IRELAND,
    headers: { "x-amz-object-ownership": "BucketOwnerEnforced", "x-amz-acl": "private" },
    asks: [
      {
        action: "s3:CreateBucket",
        arn: arn("fresh"),
        values: {
          "s3:locationconstraint": "eu-west-1",
          "s3:x-amz-object-ownership": "BucketOwnerEnforced",
          "s3:x-amz-acl": "private",
        },
      },
      { action: "s3:PutBucketOwnershipControls", arn: arn("fresh") },
    ],
    status: 200,
  },
  {
    operation: "CreateBucket",
    call: "PUT /fresh",
    body: IN_IRELAND,
    headers: { "x-amz-acl": "public-read" },
    asks: [
      {
        action: "s3:CreateBucket",
        arn: arn("fresh"),
        values: { "s3:locationconstraint": "eu-west-1", "s3:x-amz-acl": "public-read" },
      },
      { action: "s3:PutBucketAcl", arn: arn("fresh"), values: { "s3:x-amz-acl": "public-read" } },
    ],
    // New buckets have no access lists: who may ask is told so.
    status: 400,
  },
  {
    operation: "DeleteBucket",
    call: "DELETE /empty",
    asks: [{ action: "s3:DeleteBucket", arn: arn("empty") }],
    status: 204,
  },
  listing("ListObjects", "", "ListBucket", { "s3:prefix": "" }),
  listing("ListObjects", "?prefix=a/&delimiter=/&max-keys=7", "ListBucket", LISTED),
  listing("ListObjectsV2", "?list-type=2&prefix=a/&delimiter=/&max-keys=7", "ListBucket", LISTED),
  listing("ListObjectVersions", "?versions&prefix=a/&max-keys=7", "ListBucketVersions", {
    "s3:prefix": "a/",
    "s3:max-keys": "7",
  }),
  listing("ListMultipartUploads", "?uploads", "ListBucketMultipartUploads"),
];

const OLD = { "s3:ExistingObjectTag/class": "old" };
const NEW = { "s3:ExistingObjectTag/class": "new" };
const SOURCE = { "s3:ExistingObjectTag/class": "source" };
const onObject = (
  operation: string,
  call: string,
  action: string,
  further: Partial<ExampleCall> = {},
): ExampleCall => ({
  operation,
  call,
  asks: [{ action: `s3:${action}`, arn: arn("own/k"), values: NEW }],
  status: 200,
  ...further,
});
const asked = (action: string, path: string, values: ExpectedQuestion["values"] = {}): ExpectedQuestion => ({
  action: `s3:${action}`,
  arn: arn(path),
  values,
});

const WRITE_HEADERS = {
  "x-amz-acl": "bucket-owner-full-control",
  "x-amz-storage-class": "STANDARD_IA",
  "x-amz-server-side-encryption": "aws:kms",
  "x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:123456789012:key/k",
  "x-amz-website-redirect-location": "/elsewhere",
  "x-amz-tagging": "class=sent&Team=b",
};
const WRITE_VALUES = {
  "s3:x-amz-acl": "bucket-owner-full-control",
  "s3:x-amz-storage-class": "STANDARD_IA",
  "s3:x-amz-server-side-encryption": "aws:kms",
  "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:123456789012:key/k",
  "s3:x-amz-website-redirect-location": "/elsewhere",
  "s3:RequestObjectTag/class": "sent",
  "s3:RequestObjectTagKeys": ["class", "Team"],
};
const SENT_TAGS = { "s3:RequestObjectTag/class": "sent", "s3:RequestObjectTagKeys": ["class", "Team"] };
const ACL_VALUES = {
  "s3:x-amz-acl": "bucket-owner-full-control",
  "s3:x-amz-storage-class": "STANDARD_IA",
};
const CREATES = { "s3:ObjectCreationOperation": "true" };
const CREATES_NOT = { "s3:ObjectCreationOperation": "false" };

/** Reading, writing, tagging and deleting objects. */
function objectCalls({ versionId }: World): readonly ExampleCall[] {
  const byId = `versionId=${versionId}`;
  const old = { ...OLD, "s3:versionid": versionId };
  return [
    onObject("GetObject", "GET /own/k", "GetObject"),
    onObject("GetObject", `GET /own/k?${byId}`, "", { asks: [asked("GetObjectVersion", "own/k", old)] }),
    onObject("HeadObject", "HEAD /own/k", "GetObject"),
    onObject("HeadObject", `HEAD /own/k?${byId}`, "", { asks: [asked("GetObjectVersion", "own/k", old)] }),
    onObject("GetObjectTagging", "GET /own/k?tagging", "GetObjectTagging"),
    onObject("GetObjectTagging", `GET /own/k?tagging&${byId}`, "", {
      asks: [asked("GetObjectVersionTagging", "own/k", old)],
    }),
    onObject("PutObjectTagging", "PUT /own/k?tagging", "", {
      body: tagging({ class: "sent", Team: "b" }),
      asks: [asked("PutObjectTagging", "own/k", { ...NEW, ...SENT_TAGS })],
    }),
    onObject("PutObjectTagging", `PUT /own/k?tagging&${byId}`, "", {
      body: tagging({ class: "sent", Team: "b" }),
      asks: [asked("PutObjectVersionTagging", "own/k", { ...old, ...SENT_TAGS })],
    }),
    onObject("DeleteObjectTagging", "DELETE /own/k?tagging", "DeleteObjectTagging", { status: 204 }),
    onObject("DeleteObjectTagging", `DELETE /own/k?tagging&${byId}`, "", {
      asks: [asked("DeleteObjectVersionTagging", "own/k", old)],
      status: 204,
    }),
    onObject("DeleteObject", "DELETE /own/k", "", {
      headers: { "if-match": "*" },
      asks: [asked("DeleteObject", "own/k", { "s3:if-match": "*" })],
      status: 204,
    }),
    onObject("DeleteObject", `DELETE /own/k?${byId}`, "", {
      asks: [asked("DeleteObjectVersion", "own/k", { "s3:versionid": versionId })],
      status: 204,
    }),
    {
      operation: "PostObject",
      call: "POST /own",
      form: { key: "k", "x-amz-storage-class": "STANDARD_IA" },
      body: "three",
      asks: [asked("PutObject", "own/k", { ...CREATES, "s3:x-amz-storage-class": "STANDARD_IA" })],
      status: 204,
    },
    {
      operation: "PostObject",
      call: "POST /own",
      form: {
        key: "k",
        acl: "bucket-owner-full-control",
        tagging: tagging({ class: "sent", Team: "b" }),
        "x-amz-storage-class": "STANDARD_IA",
      },
      body: "three",
      asks: [
        asked("PutObject", "own/k", { ...CREATES, ...ACL_VALUES, ...SENT_TAGS }),
        asked("PutObjectTagging", "own/k", { ...NEW, ...SENT_TAGS }),
        asked("PutObjectAcl", "own/k", { ...NEW, ...ACL_VALUES }),
      ],
      status: 204,
    },
    onObject("PutObject", "PUT /own/k", "", {
      body: "three",
      asks: [asked("PutObject", "own/k", CREATES)],
    }),
    onObject("PutObject", "PUT /own/k", "", {
      body: "three",
      headers: { ...WRITE_HEADERS, "if-match": '"b8a9f715dbb64fd5c56e7783c6820a61"' },
      asks: [
        asked("PutObject", "own/k", {
          ...WRITE_VALUES,
          ...CREATES,
          "s3:if-match": '"b8a9f715dbb64fd5c56e7783c6820a61"',
        }),
        asked("PutObjectTagging", "own/k", { ...NEW, ...SENT_TAGS }),
        asked("PutObjectAcl", "own/k", { ...NEW, ...ACL_VALUES }),
      ],
    }),
    onObject("PutObject", "PUT /own/once", "", {
      headers: { "if-none-match": "*" },
      asks: [asked("PutObject", "own/once", { ...CREATES, "s3:if-none-match": "*" })],
    }),
    onObject("CopyObject", "PUT /own/copy", "", {
      headers: { "x-amz-copy-source": "/source/plain" },
      asks: [
        asked("PutObject", "own/copy", { ...CREATES, "s3:x-amz-copy-source": "source/plain" }),
        asked("GetObject", "source/plain"),
      ],
    }),
    onObject("CopyObject", "PUT /own/copy", "", {
      headers: { "x-amz-copy-source": "source/tagged", "x-amz-acl": "bucket-owner-full-control" },
      asks: [
        asked("PutObject", "own/copy", {
          ...CREATES,
          "s3:x-amz-copy-source": "source/tagged",
          "s3:x-amz-acl": "bucket-owner-full-control",
        }),
        asked("PutObjectAcl", "own/copy", { "s3:x-amz-acl": "bucket-owner-full-control" }),
        asked("GetObject", "source/tagged", SOURCE),
        asked("GetObjectTagging", "source/tagged", SOURCE),
        asked("PutObjectTagging", "own/copy"),
      ],
    }),
    onObject("CopyObject", "PUT /own/copy", "", {
      headers: {
        "x-amz-copy-source": `own/k?${byId}`,
        "x-amz-metadata-directive": "REPLACE",
        "x-amz-tagging-directive": "REPLACE",
        "x-amz-tagging": "class=sent&Team=b",
      },
      asks: [
        asked("PutObject", "own/copy", {
          ...CREATES,
          ...SENT_TAGS,
          "s3:x-amz-copy-source": "own/k",
          "s3:x-amz-metadata-directive": "REPLACE",
        }),
        asked("GetObjectVersion", "own/k", old),
        asked("PutObjectTagging", "own/copy", SENT_TAGS),
      ],
    }),
    onObject("CopyObject", "PUT /own/copy", "", {
      headers: { "x-amz-copy-source": `own/k?${byId}` },
      asks: [
        asked("PutObject", "own/copy", { ...CREATES, "s3:x-amz-copy-source": "own/k" }),
        asked("GetObjectVersion", "own/k", old),
        asked("GetObjectVersionTagging", "own/k", old),
        asked("PutObjectTagging", "own/copy"),
      ],
    }),
  ];
}

/** Multipart uploads: a part has the attributes of its upload. */
function uploadCalls({ uploadId }: World): readonly ExampleCall[] {
  const upload = { "s3:x-amz-storage-class": "STANDARD_IA", "s3:x-amz-server-side-encryption": "AES256" };
  const named = `uploadId=${uploadId}`;
  return [
    onObject("CreateMultipartUpload", "POST /own/new?uploads", "", {
      asks: [asked("PutObject", "own/new", CREATES_NOT)],
    }),
    onObject("CreateMultipartUpload", "POST /own/new?uploads", "", {
      headers: WRITE_HEADERS,
      asks: [
        asked("PutObject", "own/new", { ...WRITE_VALUES, ...CREATES_NOT }),
        asked("PutObjectTagging", "own/new", SENT_TAGS),
        asked("PutObjectAcl", "own/new", ACL_VALUES),
      ],
    }),
    onObject("UploadPart", `PUT /own/up?partNumber=2&${named}`, "", {
      body: "more",
      // What a part says of itself does not make the object.
      headers: { "x-amz-storage-class": "GLACIER_IR", "x-amz-acl": "bucket-owner-full-control" },
      asks: [asked("PutObject", "own/up", { ...upload, ...CREATES_NOT })],
    }),
    onObject("UploadPartCopy", `PUT /own/up?partNumber=2&${named}`, "", {
      headers: { "x-amz-copy-source": "/source/tagged" },
      asks: [
        asked("PutObject", "own/up", { ...upload, ...CREATES_NOT, "s3:x-amz-copy-source": "source/tagged" }),
        asked("GetObject", "source/tagged", SOURCE),
      ],
    }),
    onObject("ListParts", `GET /own/up?${named}`, "", {
      asks: [asked("ListMultipartUploadParts", "own/up")],
    }),
    onObject("AbortMultipartUpload", `DELETE /own/up?${named}`, "", {
      asks: [asked("AbortMultipartUpload", "own/up")],
      status: 204,
    }),
    onObject("CompleteMultipartUpload", `POST /own/up?${named}`, "", {
      body: '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"f4c9385f1902f7334b00b9b4ecd164de"</ETag></Part></CompleteMultipartUpload>',
      headers: { "if-none-match": "*" },
      asks: [asked("PutObject", "own/up", { ...upload, ...CREATES, "s3:if-none-match": "*" })],
    }),
  ];
}

/** At least one call of every operation that is signed, DeleteObjects apart: it answers for each entry. */
export function exampleCalls(world: World): readonly ExampleCall[] {
  return [...SETTINGS, ...BUCKETS, ...objectCalls(world), ...uploadCalls(world)];
}
