import type { ByteRange } from "../../domain/objects/blobs.ts";
import { s3Errors } from "../../domain/shared/errors.ts";

const SINGLE_RANGE = /^bytes=(\d*)-(\d*)$/;

/**
 * The bytes a Range header asks for; undefined for the whole object (no header, several ranges,
 * another unit: S3 ignores those).
 * @throws AwsError InvalidRange
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14.2
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = header === undefined ? null : SINGLE_RANGE.exec(header.trim());
  if (header === undefined || match === null) return undefined;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return undefined;
  if (first === "") {
    const length = Math.min(Number(last), size);
    if (length === 0) throw s3Errors.invalidRange(header, size);
    return { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  if (last !== "" && Number(last) < start) return undefined;
  if (start >= size) throw s3Errors.invalidRange(header, size);
  return { start, end: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
}
