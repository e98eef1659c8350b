import type { S3Operation } from "../http/call.ts";
import { AbortMultipartUpload } from "./AbortMultipartUpload.ts";
import { CompleteMultipartUpload } from "./CompleteMultipartUpload.ts";
import { CreateBucket } from "./CreateBucket.ts";
import { CreateMultipartUpload } from "./CreateMultipartUpload.ts";
import { DeleteBucket } from "./DeleteBucket.ts";
import { DeleteBucketCors } from "./DeleteBucketCors.ts";
import { DeleteBucketEncryption } from "./DeleteBucketEncryption.ts";
import { DeleteBucketLifecycle } from "./DeleteBucketLifecycle.ts";
import { DeleteBucketOwnershipControls } from "./DeleteBucketOwnershipControls.ts";
import { DeleteBucketPolicy } from "./DeleteBucketPolicy.ts";
import { DeleteBucketTagging } from "./DeleteBucketTagging.ts";
import { DeleteObject } from "./DeleteObject.ts";
import { DeleteObjects } from "./DeleteObjects.ts";
import { DeleteObjectTagging } from "./DeleteObjectTagging.ts";
import { DeletePublicAccessBlock } from "./DeletePublicAccessBlock.ts";
import { GetBucketAcl } from "./GetBucketAcl.ts";
import { GetBucketCors } from "./GetBucketCors.ts";
import { GetBucketEncryption } from "./GetBucketEncryption.ts";
import { GetBucketLifecycleConfiguration } from "./GetBucketLifecycleConfiguration.ts";
import { GetBucketLocation } from "./GetBucketLocation.ts";
import { GetBucketOwnershipControls } from "./GetBucketOwnershipControls.ts";
import { GetBucketPolicy } from "./GetBucketPolicy.ts";
import { GetBucketPolicyStatus } from "./GetBucketPolicyStatus.ts";
import { GetBucketTagging } from "./GetBucketTagging.ts";
import { GetBucketVersioning } from "./GetBucketVersioning.ts";
import { GetObject } from "./GetObject.ts";
import { GetObjectTagging } from "./GetObjectTagging.ts";
import { GetPublicAccessBlock } from "./GetPublicAccessBlock.ts";
import { HeadBucket } from "./HeadBucket.ts";
import { HeadObject } from "./HeadObject.ts";
import { ListBuckets } from "./ListBuckets.ts";
import { ListMultipartUploads } from "./ListMultipartUploads.ts";
import { ListObjects } from "./ListObjects.ts";
import { ListObjectsV2 } from "./ListObjectsV2.ts";
import { ListObjectVersions } from "./ListObjectVersions.ts";
import { ListParts } from "./ListParts.ts";
import { optionsOperations } from "./OptionsObject.ts";
import { PutBucketCors } from "./PutBucketCors.ts";
import { PutBucketEncryption } from "./PutBucketEncryption.ts";
import { PutBucketLifecycleConfiguration } from "./PutBucketLifecycleConfiguration.ts";
import { PutBucketOwnershipControls } from "./PutBucketOwnershipControls.ts";
import { PutBucketPolicy } from "./PutBucketPolicy.ts";
import { PutBucketTagging } from "./PutBucketTagging.ts";
import { PutBucketVersioning } from "./PutBucketVersioning.ts";
import { PutObject } from "./PutObject.ts";
import { PutObjectTagging } from "./PutObjectTagging.ts";
import { PutPublicAccessBlock } from "./PutPublicAccessBlock.ts";
import { UploadPart } from "./UploadPart.ts";

/** Every operation with a route; CopyObject and UploadPartCopy are reached through their PUTs. */
export const OPERATIONS: readonly S3Operation[] = [
  AbortMultipartUpload,
  CompleteMultipartUpload,
  CreateBucket,
  CreateMultipartUpload,
  DeleteBucket,
  DeleteBucketCors,
  DeleteBucketEncryption,
  DeleteBucketLifecycle,
  DeleteBucketOwnershipControls,
  DeleteBucketPolicy,
  DeleteBucketTagging,
  DeleteObject,
  DeleteObjectTagging,
  DeleteObjects,
  DeletePublicAccessBlock,
  GetBucketAcl,
  GetBucketCors,
  GetBucketEncryption,
  GetBucketLifecycleConfiguration,
  GetBucketLocation,
  GetBucketOwnershipControls,
  GetBucketPolicy,
  GetBucketPolicyStatus,
  GetBucketTagging,
  GetBucketVersioning,
  GetObject,
  GetObjectTagging,
  GetPublicAccessBlock,
  HeadBucket,
  HeadObject,
  ListBuckets,
  ListMultipartUploads,
  ListObjectVersions,
  ListObjects,
  ListObjectsV2,
  ListParts,
  PutBucketCors,
  PutBucketEncryption,
  PutBucketLifecycleConfiguration,
  PutBucketOwnershipControls,
  PutBucketPolicy,
  PutBucketTagging,
  PutBucketVersioning,
  PutObject,
  PutObjectTagging,
  PutPublicAccessBlock,
  UploadPart,
  ...optionsOperations,
];
