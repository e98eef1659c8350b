import { parseArn } from "../../../core/arns.ts";
import { invalidParameter } from "./errors.ts";

/**
 * The group that a reading operation means, by its name or by an identifier, which is a name or an ARN.
 * @throws InvalidParameterException when none or both are given
 */
export function givenGroup(input: {
  readonly logGroupName?: string;
  readonly logGroupIdentifier?: string;
}): string {
  const { logGroupName, logGroupIdentifier } = input;
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw invalidParameter("Exactly one of logGroupName and logGroupIdentifier must be specified.");
  }
  if (logGroupName !== undefined) return logGroupName;
  const identifier = logGroupIdentifier ?? "";
  return /^log-group:([^:]+)$/.exec(parseArn(identifier)?.resource ?? "")?.[1] ?? identifier;
}
