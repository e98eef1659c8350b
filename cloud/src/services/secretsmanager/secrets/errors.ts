import { AwsError } from "../../../core/errors.ts";

/** The member of a message is `Message` here. @see https://docs.aws.amazon.com/secretsmanager/latest/apireference/CommonErrors.html */
export function secretNotFound(): AwsError {
  return new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
}

/** @param which `staging label: AWSCURRENT` or `VersionId: <id>` */
export function valueNotFound(which: string): AwsError {
  return new AwsError(
    "ResourceNotFoundException",
    `Secrets Manager can't find the specified secret value for ${which}`,
  );
}

export function markedForDeletion(): AwsError {
  return invalidRequest("You can't perform this operation on the secret because it was marked for deletion.");
}

export function invalidRequest(message: string): AwsError {
  return new AwsError("InvalidRequestException", message);
}

export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}

export function secretExists(name: string): AwsError {
  return new AwsError(
    "ResourceExistsException",
    `The operation failed because the secret ${name} already exists.`,
  );
}
