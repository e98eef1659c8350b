import { AwsError } from "../../../core/errors.ts";

/** AWS says nothing but the code. @see https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameter.html */
export function parameterNotFound(): AwsError {
  return new AwsError("ParameterNotFound", "");
}

export function versionNotFound(name: string, version: string): AwsError {
  return new AwsError(
    "ParameterVersionNotFound",
    `Systems Manager could not find version ${version} of ${name}. Verify the version and try again.`,
  );
}

export function parameterExists(): AwsError {
  return new AwsError(
    "ParameterAlreadyExists",
    "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
  );
}

export function validation(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

export function invalidResource(): AwsError {
  return new AwsError("InvalidResourceId", "");
}
