import { AwsError } from "../../../core/errors.ts";

/** A refusal by the engine, whose further members may be any JSON: cancellation reasons, an item. */
export class EngineRefusal extends AwsError {
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status: number, details: Readonly<Record<string, unknown>>) {
    super(code, message, status);
    this.details = details;
  }
}

export function validationError(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

/** Of operations on items. */
export function resourceNotFound(): AwsError {
  return new AwsError("ResourceNotFoundException", "Requested resource not found");
}

/** Of operations on tables. */
export function tableNotFound(name: string): AwsError {
  return new AwsError("ResourceNotFoundException", `Requested resource not found: Table: ${name} not found`);
}

export function streamNotFound(arn: string): AwsError {
  return new AwsError("ResourceNotFoundException", `Requested resource not found: Stream: ${arn} not found`);
}

/** The answer of AWS where its own service fails; clients try again. */
export function internalServerError(): AwsError {
  return new AwsError(
    "InternalServerError",
    "The request processing has failed because of an unknown error, exception or failure.",
    500,
  );
}

/**
 * DDB-4: a policy has a condition on the key, and what it is about cannot be told from the request. An
 * absent key would satisfy `ForAllValues`.
 */
export function undetermined(key: string): AwsError {
  return new AwsError(
    "AccessDeniedException",
    `A policy has a condition on ${key}, and its values cannot be told from the request`,
  ).because({ rule: "DDB-4", reason: "condition-key-untold", asked: { key } });
}
