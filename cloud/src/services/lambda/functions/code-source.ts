import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Shape } from "../../../wire/constraints.ts";
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

/** Fetches and unpacks the package. @param caller whose right to read the object is checked */
export async function saveCode(
  lambda: LambdaContext,
  source: CodeSource,
  caller: Caller | undefined,
): Promise<StoredCode> {
  if (source.ZipFile !== undefined) return lambda.code.save(Buffer.from(source.ZipFile, "base64"));
  const { S3Bucket: bucket, S3Key: key } = source;
  if (bucket === undefined || key === undefined) {
    throw invalidParameter("Please provide a source for function code.");
  }
  if (caller !== undefined) assertMayRead(lambda, caller, `${bucket}/${key}`);
  return lambda.code.save(await fetchPackage(lambda, { bucket, key, version: source.S3ObjectVersion }));
}

/** LAM-9: a package is read only for callers who may read it themselves. */
function assertMayRead(lambda: LambdaContext, caller: Caller, path: string): void {
  const { allowed } = lambda.authorization.decide({
    caller,
    action: "s3:GetObject",
    resource: `arn:aws:s3:::${path}`,
  });
  if (allowed) return;
  throw new AwsError(
    "AccessDeniedException",
    "Your access has been denied by S3, please make sure your request credentials have permission to GetObject for the bucket and key of the package. S3 Error Code: AccessDenied. S3 Error Message: Access Denied",
    403,
  );
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
