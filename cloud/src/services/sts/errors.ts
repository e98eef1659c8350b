import { AwsError } from "../../core/errors.ts";

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */
export function validationError(message: string): AwsError {
  return new AwsError("ValidationError", message, 400);
}

export function packedPolicyTooLarge(percent: number): AwsError {
  return new AwsError(
    "PackedPolicyTooLarge",
    `Packed size of session policies is ${percent}% of the allotted size.`,
    400,
  );
}
