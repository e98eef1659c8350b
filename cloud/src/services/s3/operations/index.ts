import type { S3Operation } from "../http/call.ts";
import { CreateBucket } from "./CreateBucket.ts";
import { DeleteBucket } from "./DeleteBucket.ts";
import { DeleteObject } from "./DeleteObject.ts";
import { GetBucketLocation } from "./GetBucketLocation.ts";
import { GetObject } from "./GetObject.ts";
import { HeadBucket } from "./HeadBucket.ts";
import { HeadObject } from "./HeadObject.ts";
import { ListBuckets } from "./ListBuckets.ts";
import { PutObject } from "./PutObject.ts";

/** Every operation with a route; CopyObject and UploadPartCopy are reached through their PUTs. */
export const OPERATIONS: readonly S3Operation[] = [
  CreateBucket,
  DeleteBucket,
  DeleteObject,
  GetBucketLocation,
  GetObject,
  HeadBucket,
  HeadObject,
  ListBuckets,
  PutObject,
];
