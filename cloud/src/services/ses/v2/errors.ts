import { AwsError } from "../../../core/errors.ts";

/** Codes of version 1 → code and status of version 2. */
const CODES: Readonly<Record<string, readonly [code: string, status: number]>> = {
  AlreadyExists: ["AlreadyExistsException", 400],
  ConfigurationSetAlreadyExists: ["AlreadyExistsException", 400],
  ConfigurationSetDoesNotExist: ["NotFoundException", 404],
  ConfigurationSetSendingPausedException: ["SendingPausedException", 400],
  EventDestinationAlreadyExists: ["AlreadyExistsException", 400],
  EventDestinationDoesNotExist: ["NotFoundException", 404],
  InvalidConfigurationSet: ["BadRequestException", 400],
  InvalidParameterValue: ["BadRequestException", 400],
  InvalidRenderingParameter: ["BadRequestException", 400],
  InvalidSNSDestination: ["BadRequestException", 400],
  InvalidTemplate: ["BadRequestException", 400],
  LimitExceeded: ["LimitExceededException", 400],
  MissingRenderingAttribute: ["BadRequestException", 400],
  TemplateDoesNotExist: ["NotFoundException", 404],
  Throttling: ["TooManyRequestsException", 429],
};

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/CommonErrors.html */
export function badRequest(error: unknown): unknown {
  if (!(error instanceof AwsError)) return error;
  const known = Object.hasOwn(CODES, error.code) ? CODES[error.code] : undefined;
  if (known === undefined) return error;
  return new AwsError(known[0], error.message, known[1]).because(error.why);
}

/** Runs what both versions share, and refuses in the words of version 2. */
export function inV2Words<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw badRequest(error);
  }
}
