import type { S3Context } from "../../domain/context.ts";
import type { S3Operation } from "../http/call.ts";
import { AbortMultipartUpload } from "./AbortMultipartUpload.ts";
import { CompleteMultipartUpload } from "./CompleteMultipartUpload.ts";
import { CopyObject } from "./CopyObject.ts";
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
import { GetBucketNotificationConfiguration } from "./GetBucketNotificationConfiguration.ts";
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
import { OptionsObject } from "./OptionsObject.ts";
import { PostObject } from "./PostObject.ts";
import { PutBucketCors } from "./PutBucketCors.ts";
import { PutBucketEncryption } from "./PutBucketEncryption.ts";
import { PutBucketLifecycleConfiguration } from "./PutBucketLifecycleConfiguration.ts";
import { PutBucketNotificationConfiguration } from "./PutBucketNotificationConfiguration.ts";
import { PutBucketOwnershipControls } from "./PutBucketOwnershipControls.ts";
import { PutBucketPolicy } from "./PutBucketPolicy.ts";
import { PutBucketTagging } from "./PutBucketTagging.ts";
import { PutBucketVersioning } from "./PutBucketVersioning.ts";
import { PutObject } from "./PutObject.ts";
import { PutObjectTagging } from "./PutObjectTagging.ts";
import { PutPublicAccessBlock } from "./PutPublicAccessBlock.ts";
import { UploadPart } from "./UploadPart.ts";
import { UploadPartCopy } from "./UploadPartCopy.ts";

/** Every operation with a route. */
export function createOperations(s3: S3Context): readonly S3Operation[] {
  return [
    AbortMultipartUpload(s3),
    CompleteMultipartUpload(s3),
    CopyObject(s3),
    CreateBucket(s3),
    CreateMultipartUpload(s3),
    DeleteBucket(s3),
    DeleteBucketCors(s3),
    DeleteBucketEncryption(s3),
    DeleteBucketLifecycle(s3),
    DeleteBucketOwnershipControls(s3),
    DeleteBucketPolicy(s3),
    DeleteBucketTagging(s3),
    DeleteObject(s3),
    DeleteObjectTagging(s3),
    DeleteObjects(s3),
    DeletePublicAccessBlock(s3),
    GetBucketAcl(s3),
    GetBucketCors(s3),
    GetBucketEncryption(s3),
    GetBucketLifecycleConfiguration(s3),
    GetBucketLocation(s3),
    GetBucketNotificationConfiguration(s3),
    GetBucketOwnershipControls(s3),
    GetBucketPolicy(s3),
    GetBucketPolicyStatus(s3),
    GetBucketTagging(s3),
    GetBucketVersioning(s3),
    GetObject(s3),
    GetObjectTagging(s3),
    GetPublicAccessBlock(s3),
    HeadBucket(s3),
    HeadObject(s3),
    ListBuckets(s3),
    ListMultipartUploads(s3),
    ListObjectVersions(s3),
    ListObjects(s3),
    ListObjectsV2(s3),
    ListParts(s3),
    PostObject(s3),
    PutBucketCors(s3),
    PutBucketEncryption(s3),
    PutBucketLifecycleConfiguration(s3),
    PutBucketNotificationConfiguration(s3),
    PutBucketOwnershipControls(s3),
    PutBucketPolicy(s3),
    PutBucketTagging(s3),
    PutBucketVersioning(s3),
    PutObject(s3),
    PutObjectTagging(s3),
    PutPublicAccessBlock(s3),
    UploadPart(s3),
    UploadPartCopy(s3),
    OptionsObject(s3, "bucket"),
    OptionsObject(s3, "object"),
  ];
}
