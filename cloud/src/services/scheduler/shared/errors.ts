import { AwsError } from "../../../core/errors.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html#API_CreateSchedule_Errors */
export function validation(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

export function conflict(message: string): AwsError {
  return new AwsError("ConflictException", message, 409);
}

export function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, 404);
}

export function quotaExceeded(message: string): AwsError {
  return new AwsError("ServiceQuotaExceededException", message, 402);
}
