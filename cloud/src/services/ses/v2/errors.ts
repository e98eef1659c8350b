import { AwsError } from "../../../core/errors.ts";

/** Codes of version 1 → code and status of version 2. */
const CODES: Readonly<Record<string, readonly [code: string, status: number]>> = {
  ConfigurationSetDoesNotExist: ["NotFoundException", 404],
  InvalidParameterValue: ["BadRequestException", 400],
  Throttling: ["TooManyRequestsException", 429],
};

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/CommonErrors.html */
export function badRequest(error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  const known = Object.hasOwn(CODES, error.code) ? CODES[error.code] : undefined;
  return known === undefined ? error : new AwsError(known[0], error.message, known[1]);
}
