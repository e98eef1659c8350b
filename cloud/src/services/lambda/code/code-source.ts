import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { ObjectPlace, ObjectReader } from "../../../core/ports/object-reader.ts";
import type { FunctionCode } from "../../../wire/models/generated/lambda.types.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { CodeStore, StoredCode } from "./code-store.ts";

/** Where the zip comes from. */
export type CodeSource = Pick<FunctionCode, "ZipFile" | "S3Bucket" | "S3Key" | "S3ObjectVersion">;

interface CodeContext {
  readonly code: CodeStore;
  readonly objectReader: ObjectReader;
}

/** @throws AwsError InvalidParameterValueException for images */
export function assertZip(packageType: unknown): void {
  if (packageType !== "Image") return;
  throw invalidParameter("PackageType Image is not supported by Portcullis. See docs/gaps.md.");
}

/** Fetches and unpacks the package of a function, or the content of a layer. */
export async function saveCode(lambda: CodeContext, caller: Caller, source: CodeSource): Promise<StoredCode> {
  if (source.ZipFile !== undefined) return lambda.code.save(Buffer.from(source.ZipFile, "base64"));
  const { S3Bucket: bucket, S3Key: key } = source;
  if (bucket === undefined || key === undefined) {
    throw invalidParameter("Please provide a source for function code.");
  }
  return lambda.code.save(
    await fetchPackage(lambda, caller, { bucket, key, versionId: source.S3ObjectVersion }),
  );
}

async function fetchPackage(
  { objectReader }: CodeContext,
  caller: Caller,
  place: ObjectPlace,
): Promise<Buffer> {
  try {
    return (await objectReader.readObject(caller, place)).body;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalidParameter(
      `Error occurred while GetObject. S3 Error Code: ${error.code}. S3 Error Message: ${error.message}`,
    ).because(error.why);
  }
}
