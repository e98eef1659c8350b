import type { Question } from "./authorization.ts";

export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
}

/** What Lambda (code packages) and CloudFormation (TemplateURL) read from S3. */
export interface ObjectReader {
  /** What somebody must be allowed for whom an object is read; the bucket's policy has its say, too. */
  readingOf(bucket: string, key: string, versionId?: string): Question;
  /** Throws the S3 AwsError (`NoSuchBucket`, `NoSuchKey`) when there is nothing. */
  readObject(bucket: string, key: string, versionId?: string): Promise<StoredObject>;
}
