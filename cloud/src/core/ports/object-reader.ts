export interface StoredObject {
  readonly body: Buffer;
  readonly contentType: string;
}

/** What Lambda (code packages) and CloudFormation (TemplateURL) read from S3. */
export interface ObjectReader {
  /** Throws the S3 AwsError (`NoSuchBucket`, `NoSuchKey`) when there is nothing. */
  readObject(bucket: string, key: string, versionId?: string): Promise<StoredObject>;
}
