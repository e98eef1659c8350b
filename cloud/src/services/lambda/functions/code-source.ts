import { AwsError } from "../../../core/errors.ts";
import type { FunctionCode } from "../../../wire/models/generated/lambda.types.ts";
import type { StoredCode } from "../code/code-store.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { FunctionsContext } from "./context.ts";

/** Where the zip comes from. */
export type CodeSource = Pick<FunctionCode, "ZipFile" | "S3Bucket" | "S3Key" | "S3ObjectVersion">;

/** @throws AwsError InvalidParameterValueException for images */
export function assertZip(packageType: unknown): void {
  if (packageType !== "Image") return;
  throw invalidParameter("PackageType Image is not supported by Portcullis. See docs/gaps.md.");
}

/** Fetches and unpacks the package. */
export async function saveCode(lambda: FunctionsContext, source: CodeSource): Promise<StoredCode> {
  if (source.ZipFile !== undefined) return lambda.code.save(Buffer.from(source.ZipFile, "base64"));
  const { S3Bucket: bucket, S3Key: key } = source;
  if (bucket === undefined || key === undefined) {
    throw invalidParameter("Please provide a source for function code.");
  }
  return lambda.code.save(await fetchPackage(lambda, { bucket, key, version: source.S3ObjectVersion }));
}

async function fetchPackage(
  lambda: FunctionsContext,
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
