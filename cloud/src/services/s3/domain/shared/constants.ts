/** Objects up to this size live in the database row; larger ones in files. */
export const INLINE_LIMIT_BYTES = 65_536;
export const MAX_KEY_BYTES = 1024;
export const MAX_USER_METADATA_BYTES = 2048;
/** Largest body of one PUT: 5 GiB. */
export const MAX_PUT_BYTES = 5_368_709_120;
export const MIN_PART_BYTES = 5_242_880;
export const MAX_PART_NUMBER = 10_000;
/** Largest XML request document (a DeleteObjects of 1,000 long keys stays below). */
export const MAX_DOCUMENT_BYTES = 2_097_152;
export const MAX_POLICY_BYTES = 20_480;
export const S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
export const EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
export const NULL_VERSION = "null";
/** Letters and digits. */
export const UPLOAD_ID_LENGTH = 128;
