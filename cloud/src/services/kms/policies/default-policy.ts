import { globalArn, type Scope } from "../../../core/arns.ts";

/**
 * The policy of a key that is made without one: the account is let in, so its identity policies decide.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
 */
export function defaultPolicy(scope: Scope): string {
  const statement = {
    Sid: "Enable IAM User Permissions",
    Effect: "Allow",
    Principal: { AWS: globalArn(scope, "iam", "root") },
    Action: "kms:*",
    Resource: "*",
  };
  return JSON.stringify({ Version: "2012-10-17", Id: "key-default-1", Statement: [statement] }, undefined, 2);
}
