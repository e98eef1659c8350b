import { asks, type Operation } from "../../../wire/operation.ts";
import { ATTRIBUTES, CLIENT_METADATA, PASSWORD, USER_POOL_ID, USERNAME } from "../constants.ts";
import { describeUser } from "../users/describe.ts";
import type { InvitationInput } from "../users/invitation.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

interface Input extends InvitationInput {
  readonly UserPoolId: string;
}

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
export function adminCreateUser({
  pools,
  invitations,
}: Pick<AdminDependencies, "pools" | "invitations">): Operation<Input> {
  return {
    name: "AdminCreateUser",
    input: {
      UserPoolId: USER_POOL_ID,
      Username: USERNAME,
      UserAttributes: ATTRIBUTES,
      ValidationData: ATTRIBUTES,
      TemporaryPassword: { ...PASSWORD, required: false },
      ForceAliasCreation: { type: "boolean" },
      MessageAction: { type: "string", enum: ["RESEND", "SUPPRESS"] },
      DesiredDeliveryMediums: { type: "list", items: { type: "string", enum: ["SMS", "EMAIL"] } },
      ClientMetadata: CLIENT_METADATA,
    },
    authorize: asks("cognito-idp:AdminCreateUser", poolResource),
    run: async (input) => ({
      User: describeUser(await invitations.invite(pools.get(input.UserPoolId), input)),
    }),
  };
}
