import { notFound } from "../shared/errors.ts";

/** The only policy a key has. */
export const POLICY_NAME = "default";

/** @throws AwsError NotFoundException */
export function assertPolicyName(name = POLICY_NAME): void {
  if (name !== POLICY_NAME) throw notFound("No such policy exists");
}
