import { asks, type Operation } from "../../../wire/operation.ts";
import { ATTRIBUTES, CLIENT_METADATA, USER_POOL_ID, USERNAME } from "../constants.ts";
import type { AttributeInput } from "../users/attributes.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input {
  readonly UserPoolId: string;
  readonly Username: string;
  readonly UserAttributes: readonly AttributeInput[];
  readonly ClientMetadata?: Readonly<Record<string, string>>;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminUpdateUserAttributes.html */
export function adminUpdateUserAttributes({
  pools,
  users,
}: Pick<AdminDependencies, "pools" | "users">): Operation<Input> {
  return {
    name: "AdminUpdateUserAttributes",
    input: {
      UserPoolId: USER_POOL_ID,
      Username: USERNAME,
      UserAttributes: { ...ATTRIBUTES, required: true },
      ClientMetadata: CLIENT_METADATA,
    },
    authorize: asks("cognito-idp:AdminUpdateUserAttributes", poolResource),
    run: async (input) => {
      await users.updateAttributes(pools.get(input.UserPoolId), input.Username, {
        attributes: input.UserAttributes,
        ...(input.ClientMetadata === undefined ? {} : { clientMetadata: input.ClientMetadata }),
      });
    },
  };
}
