import type { NotificationConfiguration } from "../notifications/configuration.ts";
import { DEFAULT_ENCRYPTION, type ObjectEncryption } from "../shared/encryption.ts";

export interface PublicAccessBlock {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

export interface CorsRule {
  readonly id?: string;
  readonly allowedOrigins: readonly string[];
  readonly allowedMethods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly maxAgeSeconds?: number;
}

export interface Bucket {
  readonly name: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** Undefined: versioning was never switched on. */
  readonly versioning: "Enabled" | "Suspended" | undefined;
  /** JSON text of the bucket policy. */
  readonly policy: string | undefined;
  readonly publicAccessBlock: PublicAccessBlock | undefined;
  readonly encryption: ObjectEncryption;
  readonly ownership: "BucketOwnerEnforced" | "BucketOwnerPreferred" | "ObjectWriter" | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly cors: readonly CorsRule[];
  /** The XML document as given; rules are described, not run. */
  readonly lifecycle: string | undefined;
  /** Who is told of what happens to its objects; undefined: nobody. */
  readonly notifications?: NotificationConfiguration | undefined;
}

export const ALL_BLOCKED: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** A bucket as new ones are since April 2023: private, owner enforced, encrypted. */
export function newBucket(name: string, region: string, createdAt: number): Bucket {
  return {
    name,
    region,
    createdAt,
    versioning: undefined,
    policy: undefined,
    publicAccessBlock: ALL_BLOCKED,
    encryption: DEFAULT_ENCRYPTION,
    ownership: "BucketOwnerEnforced",
    tags: {},
    cors: [],
    lifecycle: undefined,
  };
}

const LABELS = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
const ADDRESS = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const RESERVED_PREFIX = /^(?:xn--|sthree-|amzn-s3-demo-)/;
const RESERVED_SUFFIX = /(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
export function isBucketName(name: string): boolean {
  if (name.length < 3 || name.length > 63 || !LABELS.test(name)) return false;
  return !ADDRESS.test(name) && !RESERVED_PREFIX.test(name) && !RESERVED_SUFFIX.test(name);
}

export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;
export const objectArn = (bucket: string, key: string): string => `arn:aws:s3:::${bucket}/${key}`;
