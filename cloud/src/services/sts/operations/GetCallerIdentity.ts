import type { GetCallerIdentityRequest } from "../../../wire/models/generated/sts.types.ts";
import { asksNothing } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";

/** Answers who signed the call. AWS evaluates no policy here: even an explicit Deny is not heard. */
export const getCallerIdentity: QueryOperation<GetCallerIdentityRequest> = {
  name: "GetCallerIdentity",
  authorize: asksNothing,
  run: (_input, { caller }) => {
    if (caller.kind !== "administrator" && caller.kind !== "role") {
      throw new Error("Only signed calls reach GetCallerIdentity.");
    }
    return { Arn: caller.arn, UserId: caller.userId, Account: caller.accountId };
  },
};
