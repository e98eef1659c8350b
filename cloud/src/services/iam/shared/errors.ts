import { AwsError } from "../../../core/errors.ts";

/** @see https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html */
export function validationError(message: string): AwsError {
  return new AwsError("ValidationError", message, 400);
}

function noSuchEntity(message: string): AwsError {
  return new AwsError("NoSuchEntity", message, 404);
}

export function noSuchRole(name: string): AwsError {
  return noSuchEntity(`The role with name ${name} cannot be found.`);
}

export function noSuchRolePolicy(name: string): AwsError {
  return noSuchEntity(`The role policy with name ${name} cannot be found.`);
}

export function noSuchPolicy(arn: string): AwsError {
  return noSuchEntity(`Policy ${arn} was not found.`);
}

export function notAttachable(arn: string): AwsError {
  return noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
}

export function notForCustomerRoles(): AwsError {
  return new AwsError("PolicyNotAttachable", "Cannot attach a Service Role Policy to a Customer Role.", 400);
}

export function noSuchPolicyVersion(arn: string, versionId: string): AwsError {
  return noSuchEntity(`Policy ${arn} version ${versionId} does not exist or is not attachable.`);
}

export function noSuchUser(name: string): AwsError {
  return noSuchEntity(`The user with name ${name} cannot be found.`);
}

export function roleExists(name: string): AwsError {
  return new AwsError("EntityAlreadyExists", `Role with name ${name} already exists.`, 409);
}

export function policyExists(name: string): AwsError {
  return new AwsError(
    "EntityAlreadyExists",
    `A policy called ${name} already exists. Duplicate names are not allowed.`,
    409,
  );
}

export function mustDetachFirst(): AwsError {
  return new AwsError("DeleteConflict", "Cannot delete entity, must detach all policies first.", 409);
}

export function mustDeletePoliciesFirst(): AwsError {
  return new AwsError("DeleteConflict", "Cannot delete entity, must delete policies first.", 409);
}

export function policyAttached(): AwsError {
  return new AwsError("DeleteConflict", "Cannot delete a policy attached to entities.", 409);
}

export function limitExceeded(message: string): AwsError {
  return new AwsError("LimitExceeded", message, 409);
}

export function awsPolicyIsFixed(arn: string): AwsError {
  return new AwsError("AccessDenied", `User is not authorized to change the AWS managed policy ${arn}.`, 403);
}

export function unsupportedParameter(operation: string, name: string): AwsError {
  return new AwsError(
    "UnsupportedOperation",
    `${name} of ${operation} is not supported by Portcullis. See docs/gaps.md.`,
    400,
  );
}

export function repeatedTagKey(): AwsError {
  return new AwsError(
    "InvalidInput",
    "Duplicate tag keys found. Please note that Tag keys are case insensitive.",
    400,
  );
}
