import { AwsError } from "../../../../core/errors.ts";
import type { Why } from "../../../../core/why.ts";

type Members = Readonly<Record<string, string | number>>;

const error = (code: string, status: number, message: string, members: Members = {}): AwsError =>
  new AwsError(code, message, status, members);

const bodyDiffers = (by: string): Why => ({ reason: "body-differs", by: { checksum: by } });

/**
 * Every refusal of this service: code, status and text as S3 answers them.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export const s3Errors = {
  noSuchKey: (key: string) => error("NoSuchKey", 404, "The specified key does not exist.", { Key: key }),
  noSuchBucket: (name: string) =>
    error("NoSuchBucket", 404, "The specified bucket does not exist", { BucketName: name }),
  noSuchVersion: (key: string, versionId: string) =>
    error("NoSuchVersion", 404, "The specified version does not exist.", { Key: key, VersionId: versionId }),
  noSuchUpload: (uploadId: string) =>
    error(
      "NoSuchUpload",
      404,
      "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
      { UploadId: uploadId },
    ),
  noSuchBucketPolicy: (name: string) =>
    error("NoSuchBucketPolicy", 404, "The bucket policy does not exist", { BucketName: name }),
  noSuchPublicAccessBlock: (name: string) =>
    error(
      "NoSuchPublicAccessBlockConfiguration",
      404,
      "The public access block configuration was not found",
      { BucketName: name },
    ),
  noSuchTagSet: (name: string) =>
    error("NoSuchTagSet", 404, "The TagSet does not exist", { BucketName: name }),
  noSuchCors: (name: string) =>
    error("NoSuchCORSConfiguration", 404, "The CORS configuration does not exist", { BucketName: name }),
  noSuchLifecycle: (name: string) =>
    error("NoSuchLifecycleConfiguration", 404, "The lifecycle configuration does not exist", {
      BucketName: name,
    }),
  noSuchOwnershipControls: (name: string) =>
    error("OwnershipControlsNotFoundError", 404, "The bucket ownership controls were not found", {
      BucketName: name,
    }),
  bucketAlreadyOwnedByYou: (name: string) =>
    error(
      "BucketAlreadyOwnedByYou",
      409,
      "Your previous request to create the named bucket succeeded and you already own it.",
      { BucketName: name },
    ),
  bucketNotEmpty: (name: string, versioned: boolean) =>
    error(
      "BucketNotEmpty",
      409,
      versioned
        ? "The bucket you tried to delete is not empty. You must delete all versions in the bucket."
        : "The bucket you tried to delete is not empty",
      { BucketName: name },
    ),
  invalidBucketName: (name: string) =>
    error("InvalidBucketName", 400, "The specified bucket is not valid.", { BucketName: name }),
  illegalLocation: (given: string) =>
    error(
      "IllegalLocationConstraintException",
      400,
      `The ${given} location constraint is incompatible for the region specific endpoint this request was sent to.`,
    ),
  invalidLocation: (given: string) =>
    error("InvalidLocationConstraint", 400, "The specified location-constraint is not valid", {
      LocationConstraint: given,
    }),
  accessDenied: (message = "Access Denied", members: Members = {}) =>
    error("AccessDenied", 403, message, members),
  invalidArgument: (message: string, name: string, value: string) =>
    error("InvalidArgument", 400, message, { ArgumentName: name, ArgumentValue: value }),
  invalidDestinations: (wrong: readonly { readonly arn: string; readonly value: string }[]) =>
    error(
      "InvalidArgument",
      400,
      "Unable to validate the following destination configurations",
      Object.fromEntries(
        wrong.flatMap(({ arn, value }, index) => [
          [`ArgumentName${index + 1}`, arn],
          [`ArgumentValue${index + 1}`, value],
        ]),
      ),
    ),
  invalidRequest: (message: string) => error("InvalidRequest", 400, message),
  invalidTag: (message: string) => error("InvalidTag", 400, message),
  badRequest: (message: string) => error("BadRequest", 400, message),
  invalidUri: (uri: string) => error("InvalidURI", 400, "Couldn't parse the specified URI.", { URI: uri }),
  invalidDigest: (given: string) =>
    error("InvalidDigest", 400, "The Content-MD5 you specified was invalid.", { "Content-MD5": given }),
  badMd5: (expected: string, calculated: string) =>
    error("BadDigest", 400, "The Content-MD5 you specified did not match what we received.", {
      ExpectedDigest: expected,
      CalculatedDigest: calculated,
    }).because(bodyDiffers("Content-MD5")),
  badChecksum: (algorithm: string) =>
    error("BadDigest", 400, `The ${algorithm} you specified did not match the calculated checksum.`).because(
      bodyDiffers(algorithm),
    ),
  contentSha256Mismatch: (declared: string, computed: string) =>
    error(
      "XAmzContentSHA256Mismatch",
      400,
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
      { ClientComputedContentSHA256: declared, S3ComputedContentSHA256: computed },
    ).because(bodyDiffers("x-amz-content-sha256")),
  chunkSignature: () =>
    error(
      "SignatureDoesNotMatch",
      403,
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    ),
  incompleteBody: () =>
    error(
      "IncompleteBody",
      400,
      "You did not provide the number of bytes specified by the Content-Length HTTP header",
    ),
  malformedTrailer: () =>
    error("MalformedTrailerError", 400, "The request contained trailing data that was not well-formed"),
  entityTooLarge: (limit: number, size: number) =>
    error("EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size", {
      ProposedSize: size,
      MaxSizeAllowed: limit,
    }),
  entityTooSmall: (part: { etag: string; number: number; size: number; minimum: number }) =>
    error("EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size", {
      ETag: part.etag,
      MinSizeAllowed: part.minimum,
      PartNumber: part.number,
      ProposedSize: part.size,
    }),
  fileTooSmall: (minimum: number, size: number) =>
    error("EntityTooSmall", 400, "Your proposed upload is smaller than the minimum allowed size", {
      ProposedSize: size,
      MinSizeAllowed: minimum,
    }),
  malformedPost: () =>
    error(
      "MalformedPOSTRequest",
      400,
      "The body of your POST request is not well-formed multipart/form-data.",
    ),
  postFieldsTooLarge: () =>
    error(
      "MaxPostPreDataLengthExceeded",
      400,
      "Your POST request fields preceding the upload file were too large.",
    ),
  postWithoutFile: () =>
    error("InvalidArgument", 400, "POST requires exactly one file upload per request.", {
      ArgumentName: "file",
      ArgumentValue: "0",
    }),
  invalidPolicyDocument: (message: string) => error("InvalidPolicyDocument", 400, message),
  missingContentLength: () =>
    error("MissingContentLength", 411, "You must provide the Content-Length HTTP header."),
  keyTooLong: (size: number) =>
    error("KeyTooLongError", 400, "Your key is too long", { MaxSizeAllowed: 1024, Size: size }),
  metadataTooLarge: (size: number) =>
    error("MetadataTooLarge", 400, "Your metadata headers exceed the maximum allowed metadata size", {
      Size: size,
      MaxSizeAllowed: 2048,
    }),
  invalidRange: (range: string, size: number) =>
    error("InvalidRange", 416, "The requested range is not satisfiable", {
      RangeRequested: range,
      ActualObjectSize: size,
    }),
  invalidPartNumber: (part: number, count: number) =>
    error("InvalidPartNumber", 416, "The requested partnumber is not satisfiable", {
      PartNumberRequested: part,
      ActualPartCount: count,
    }),
  preconditionFailed: (condition: string) =>
    error("PreconditionFailed", 412, "At least one of the pre-conditions you specified did not hold", {
      Condition: condition,
    }),
  conditionalConflict: (condition: string, key: string) =>
    error(
      "ConditionalRequestConflict",
      409,
      "The conditional request cannot succeed due to a conflicting operation against this resource.",
      { Condition: condition, Key: key },
    ),
  methodNotAllowed: (method: string, resourceType: string) =>
    error("MethodNotAllowed", 405, "The specified method is not allowed against this resource.", {
      Method: method,
      ResourceType: resourceType,
    }),
  headerNotImplemented: (header: string) =>
    error("NotImplemented", 501, "A header you provided implies functionality that is not implemented", {
      Header: header,
    }),
  notImplemented: (what: string) =>
    error("NotImplemented", 501, `${what} is not supported by Portcullis. See docs/gaps.md.`, {
      Resource: what,
    }),
  invalidPart: (members: Members) =>
    error(
      "InvalidPart",
      400,
      "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
      members,
    ),
  invalidPartOrder: (uploadId: string) =>
    error(
      "InvalidPartOrder",
      400,
      "The list of parts was not in ascending order. Parts must be ordered by part number.",
      { UploadId: uploadId },
    ),
  malformedXml: () =>
    error(
      "MalformedXML",
      400,
      "The XML you provided was not well-formed or did not validate against our published schema",
    ),
  malformedPolicy: (message: string) => error("MalformedPolicy", 400, message),
  aclNotSupported: () => error("AccessControlListNotSupported", 400, "The bucket does not allow ACLs"),
  aclWithOwnerEnforced: () =>
    error(
      "InvalidBucketAclWithObjectOwnership",
      400,
      "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    ),
  invalidEncryption: (given: string) =>
    error("InvalidArgument", 400, "The encryption method specified is not supported", {
      ArgumentName: "x-amz-server-side-encryption",
      ArgumentValue: given,
    }),
  keyWithoutKms: (keyId: string) =>
    error(
      "InvalidArgument",
      400,
      "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
      { ArgumentName: "x-amz-server-side-encryption-aws-kms-key-id", ArgumentValue: keyId },
    ),
  keyNeedsVersionFour: () =>
    error(
      "InvalidArgument",
      400,
      "Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.",
      { ArgumentName: "Authorization", ArgumentValue: "null" },
    ),
  /** What KMS refuses, as S3 tells it. */
  keyRefused: (code: string, message: string) =>
    code === "AccessDeniedException"
      ? error("AccessDenied", 403, message === "" ? "Access Denied" : message)
      : error(`KMS.${code}`, 400, message),
  invalidStorageClass: (given: string) =>
    error("InvalidStorageClass", 400, "The storage class you specified is not valid", {
      StorageClassRequested: given,
    }),
  requestTimeout: () =>
    error(
      "RequestTimeout",
      400,
      "Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.",
    ),
  internal: () => error("InternalError", 500, "We encountered an internal error. Please try again."),
} as const;
