import { AwsError } from "../../../core/errors.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/CommonErrors.html */
export function validation(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

export function busNotFound(name: string): AwsError {
  return notFound(`Event bus ${name} does not exist.`);
}

export function busExists(name: string): AwsError {
  return new AwsError("ResourceAlreadyExistsException", `Event bus ${name} already exists.`);
}

export function ruleNotFound(name: string, bus: string): AwsError {
  return notFound(`Rule ${name} does not exist on EventBus ${bus}.`);
}

export function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message);
}

export function limitExceeded(): AwsError {
  return new AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.");
}

export function invalidPattern(reason: string): AwsError {
  return new AwsError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${reason}`);
}

export function ruleExists(name: string, bus: string): AwsError {
  return new AwsError("ResourceAlreadyExistsException", `Rule ${name} already exists on EventBus ${bus}.`);
}
