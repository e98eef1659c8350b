import { AwsError } from "../../core/errors.ts";

/**
 * Errors of CloudFormation, worded as AWS words them.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/CommonErrors.html
 */
export function validationError(message: string): AwsError {
  return new AwsError("ValidationError", message);
}

export function templateFormatError(message: string): AwsError {
  return validationError(`Template format error: ${message}`);
}

export function templateError(message: string): AwsError {
  return validationError(`Template error: ${message}`);
}

/** A value that breaks a rule of the service model. */
export function constraintError(member: string, value: string, rule: string): AwsError {
  return validationError(
    `1 validation error detected: Value '${value}' at '${member}' failed to satisfy constraint: ${rule}`,
  );
}

/** Something of AWS that is not supported here. Refused before anything is created. */
export function notSupported(what: string): AwsError {
  return validationError(`${what} is not supported by Portcullis. See docs/gaps.md.`);
}

/** @param logicalIds of the resources that need it; none where the transform does */
export function insufficientCapabilities(capability: string, logicalIds: readonly string[] = []): AwsError {
  return new AwsError("InsufficientCapabilitiesException", `Requires capabilities : [${capability}]`).because(
    {
      rule: "CFN-CAPABILITY",
      reason: "capabilities-missing",
      asked: { capabilities: [capability] },
      by: { resources: logicalIds },
    },
  );
}

/** Whatever the caller's policies say. */
export function crossAccountPassRole(): AwsError {
  return new AwsError("AccessDenied", "Cross-account pass role is not allowed", 403);
}

export function stackExists(name: string): AwsError {
  return new AwsError("AlreadyExistsException", `Stack [${name}] already exists`);
}

export function noUpdates(): AwsError {
  return validationError("No updates are to be performed.");
}

export function stackWithIdMissing(nameOrId: string): AwsError {
  return validationError(`Stack with id ${nameOrId} does not exist`);
}

export function stackMissing(nameOrId: string): AwsError {
  return validationError(`Stack [${nameOrId}] does not exist`);
}

export function tokenExists(token: string): AwsError {
  return new AwsError("TokenAlreadyExistsException", `A client request token already exists: ${token}`);
}

export function cannotCancel(): AwsError {
  return validationError("CancelUpdateStack cannot be called from current stack status");
}

export function changeSetMissing(nameOrId: string): AwsError {
  return new AwsError("ChangeSetNotFound", `ChangeSet [${nameOrId}] does not exist`, 404);
}

export function changeSetExists(nameOrId: string): AwsError {
  return new AwsError(
    "AlreadyExistsException",
    `ChangeSet ${nameOrId} cannot be created due to a mismatch with existing attribute ChangeSetName`,
  );
}

export function changeSetStatus(id: string, status: string): AwsError {
  return new AwsError(
    "InvalidChangeSetStatus",
    `ChangeSet [${id}] cannot be executed in its current status of [${status}]`,
  );
}

/** @param verb `updated` for changes; AWS uses it for change sets as well */
export function wrongStackState(stackId: string, status: string, verb = "updated"): AwsError {
  return validationError(`Stack:${stackId} is in ${status} state and can not be ${verb}.`);
}
