import { AwsError } from "../../../core/errors.ts";
import type { Shape } from "../../../wire/models/constraints.ts";
import type { StoredCode } from "../code/code-store.ts";
import type { LambdaContext } from "../context.ts";
import { invalidParameter } from "../errors.ts";

/** Where the zip comes from. */
export interface CodeSource {
  /** Base64. */
  readonly ZipFile?: string;
  readonly S3Bucket?: string;
  readonly S3Key?: string;
  readonly S3ObjectVersion?: string;
}

export const CODE_SHAPE: Shape = {
  ZipFile: { type: "blob", secret: true },
  S3Bucket: { type: "string", min: 3, max: 63 },
  S3Key: { type: "string", min: 1, max: 1024 },
  S3ObjectVersion: { type: "string", min: 1, max: 1024 },
};

/** Fetches and unpacks the package. */
export async function saveCode(lambda: LambdaContext, source: CodeSource): Promise<StoredCode> {
  if (source.ZipFile !== undefined) return lambda.code.save(Buffer.from(source.ZipFile, "base64"));
  const { S3Bucket: bucket, S3Key: key } = source;
  if (bucket === undefined || key === undefined) {
    throw invalidParameter("Please provide a source for function code.");
  }
  return lambda.code.save(await fetchPackage(lambda, { bucket, key, version: source.S3ObjectVersion }));
}

async function fetchPackage(
  lambda: LambdaContext,
  { bucket, key, version }: { bucket: string; key: string; version: string | undefined },
): Promise<Buffer> {
  try {
    return (await lambda.objectReader.readObject(bucket, key, version)).body;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
    );
  }
}
