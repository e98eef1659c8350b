import { ADMINISTRATOR_ID, ADMINISTRATOR_NAME } from "../../../iam/identities/access-keys.ts";
import type { GetUserRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { administratorArn } from "../domain/roles.ts";
import type { IamContext } from "../shared/context.ts";
import { noSuchUser, validationError } from "../shared/errors.ts";
import { isoDate } from "../shared/reply.ts";

/** The administrator is made with the state folder; its day is not kept. */
const CREATED = 0;

/** The administrator is the only user of this account. */
export function getUser(context: IamContext): QueryOperation<GetUserRequest> {
  return {
    name: "GetUser",
    authorize: asks("iam:GetUser", (_input, scope) => administratorArn(scope)),
    run: (input, { caller }) => {
      const name = input.UserName;
      if (name === undefined && caller.kind !== "administrator") {
        throw validationError("Must specify userName when calling with non-User credentials");
      }
      if (name !== undefined && name !== ADMINISTRATOR_NAME) throw noSuchUser(name);
      return {
        User: {
          Path: "/",
          UserName: ADMINISTRATOR_NAME,
          UserId: ADMINISTRATOR_ID,
          Arn: administratorArn(context.scope),
          CreateDate: isoDate(CREATED),
        },
      };
    },
  };
}
