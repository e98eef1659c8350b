import type { Caller } from "../caller.ts";
import type { Question } from "./authorization.ts";

export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
}

export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
  /** The latest when left out. */
  readonly versionId?: string | undefined;
}

/** What Lambda (code packages) and CloudFormation (TemplateURL) read from S3. */
export interface ObjectReader {
  /** What somebody must be allowed for whom an object is read; the bucket's policy has its say, too. */
  readingOf(bucket: string, key: string, versionId?: string): Question;
  /**
   * @param reader for whom it is read: a key of KMS that the object lies under is used under its right
   * @throws AwsError of S3: `NoSuchBucket`, `NoSuchKey`; `AccessDenied` and `KMS.…` by the key
   */
  readObject(reader: Caller, place: ObjectPlace): Promise<StoredObject>;
}
