import { AwsError } from "../../../core/errors.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function logGroupExists(): AwsError {
  return new AwsError("ResourceAlreadyExistsException", "The specified log group already exists");
}

export function logGroupNotFound(): AwsError {
  return new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
}

export function logStreamExists(): AwsError {
  return new AwsError("ResourceAlreadyExistsException", "The specified log stream already exists");
}

export function logStreamNotFound(): AwsError {
  return new AwsError("ResourceNotFoundException", "The specified log stream does not exist.");
}

export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterException", message);
}
