import type { ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { requiredTextProperty } from "../../../core/properties/property-values.ts";
import type { InvitationInput } from "../domain/user-administration/invitation.ts";
import { apiInput, propertySchema } from "./coerce.ts";
import type { ResourceDependencies } from "./dependencies.ts";
import { modelShape } from "./model-shape.ts";
import { poolCalls } from "./pool-calls.ts";

const PROPERTIES = [
  "UserPoolId",
  "Username",
  "UserAttributes",
  "ValidationData",
  "ForceAliasCreation",
  "MessageAction",
  "DesiredDeliveryMediums",
  "ClientMetadata",
];
const SHAPE = modelShape("AdminCreateUser", { without: ["TemporaryPassword"], optional: ["Username"] });
const MAX_NAME = 128;

interface UserProperties extends Omit<InvitationInput, "Username"> {
  readonly UserPoolId: string;
  readonly Username?: string;
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooluser.html */
export function userPoolUserResource({
  pools,
  users,
  invitations,
  stores,
}: Pick<ResourceDependencies, "pools" | "users" | "invitations" | "stores">): ResourceProvider {
  return {
    type: "AWS::Cognito::UserPoolUser",
    get properties() {
      return propertySchema(SHAPE());
    },
    required: ["UserPoolId"],
    replaceOn: PROPERTIES,
    calls: (_context, change) => poolCalls(change, { create: "AdminCreateUser", delete: "AdminDeleteUser" }),
    create: async (context, properties) => {
      const input = apiInput<UserProperties>(SHAPE(), properties);
      const Username = input.Username ?? context.generateName({ maxLength: MAX_NAME });
      const user = await invitations.invite(pools.get(input.UserPoolId), { ...input, Username });
      return context.commit(() => ({ physicalId: user.username, attributes: {} }));
    },
    update: async (_context, id) => ({ physicalId: id, attributes: {} }),
    delete: async (_context, id, properties) => {
      const pool = stores.pools.find(requiredTextProperty(properties, "UserPoolId"));
      if (pool === undefined || stores.users.findByLogin(pool, id) === undefined) return;
      users.delete(pool, id);
    },
  };
}
