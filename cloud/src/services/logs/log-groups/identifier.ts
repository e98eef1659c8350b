import { parseArn, type Scope } from "../../../core/arns.ts";
import { invalidParameter, logGroupNotFound } from "./errors.ts";
import { logGroupArn } from "./log-group.ts";

/**
 * The group that a reading operation means, by its name or by an identifier, which is a name or an ARN.
 * @throws InvalidParameterException when none or both are given; ResourceNotFoundException for a group of
 * another account or region
 */
export function givenGroup(
  input: { readonly logGroupName?: string; readonly logGroupIdentifier?: string },
  scope: Scope,
): string {
  const { logGroupName, logGroupIdentifier } = input;
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw invalidParameter("Exactly one of logGroupName and logGroupIdentifier must be specified.");
  }
  if (logGroupName !== undefined) return logGroupName;
  const identifier = logGroupIdentifier ?? "";
  if (parseArn(identifier) === undefined) return identifier;
  const name = nameInArn(identifier, scope);
  if (name === undefined) throw logGroupNotFound();
  return name;
}

/** LOGS-3: the name of the group whose ARN it is; undefined for what is no ARN of a group of this cloud. */
export function nameInArn(arn: string, scope: Scope): string | undefined {
  const name = /^log-group:([^:]+)$/.exec(parseArn(arn)?.resource ?? "")?.[1];
  return name !== undefined && logGroupArn(scope, name) === arn ? name : undefined;
}
