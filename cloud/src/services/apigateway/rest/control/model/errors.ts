import { AwsError } from "../../../../../core/errors.ts";

/** Refusals of the management API; texts as recorded from AWS where a recording exists. */

export function badRequest(message: string): AwsError {
  return new AwsError("BadRequestException", message, 400);
}

export function conflict(message: string): AwsError {
  return new AwsError("ConflictException", message, 409);
}

export function notFound(message: string): AwsError {
  return new AwsError("NotFoundException", message, 404);
}

export function limitExceeded(message: string): AwsError {
  return new AwsError("LimitExceededException", message, 429);
}

export function apiNotFound(accountId: string, id: string): AwsError {
  return notFound(`Invalid API identifier specified ${accountId}:${id}`);
}

export function resourceNotFound(): AwsError {
  return notFound("Invalid Resource identifier specified");
}

export function methodNotFound(): AwsError {
  return notFound("Invalid Method identifier specified");
}

export function stageNotFound(): AwsError {
  return notFound("Invalid stage identifier specified");
}

export function deploymentNotFound(): AwsError {
  return notFound("Invalid Deployment identifier specified");
}

export function authorizerNotFound(): AwsError {
  return notFound("Invalid Authorizer identifier specified");
}

export function modelNotFound(name: string): AwsError {
  return notFound(`Invalid model name specified: ${name}`);
}

export function requestValidatorNotFound(): AwsError {
  return notFound("Invalid Request Validator identifier specified");
}

export function invalidHttpMethod(): AwsError {
  return badRequest(
    "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
  );
}

export function invalidAuthorizerId(): AwsError {
  return badRequest(
    "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
  );
}

export function concurrentModification(): AwsError {
  return conflict("Unable to complete operation due to concurrent modification. Please try again later.");
}
