import type { ResourceProvider } from "../../../core/ports/resource-provider.ts";
import type { Membership } from "../domain/groups/manager.ts";
import { apiInput, propertySchema } from "./coerce.ts";
import type { ResourceDependencies } from "./dependencies.ts";
import { modelShape } from "./model-shape.ts";
import { poolCalls } from "./pool-calls.ts";

const SHAPE = modelShape("AdminAddUserToGroup");

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolusertogroupattachment.html */
export function userPoolUserToGroupAttachmentResource({
  groups,
  stores,
}: Pick<ResourceDependencies, "groups" | "stores">): ResourceProvider {
  return {
    type: "AWS::Cognito::UserPoolUserToGroupAttachment",
    get properties() {
      return propertySchema(SHAPE());
    },
    required: ["GroupName", "UserPoolId", "Username"],
    replaceOn: ["GroupName", "UserPoolId", "Username"],
    calls: (_context, change) =>
      poolCalls(change, { create: "AdminAddUserToGroup", delete: "AdminRemoveUserFromGroup" }),
    create: async (context, properties) => {
      const membership = apiInput<Membership>(SHAPE(), properties);
      const { UserPoolId, GroupName, Username } = membership;
      return context.commit(() => {
        groups.addMember(membership);
        return { physicalId: `${UserPoolId}|${GroupName}|${Username}`, attributes: {} };
      });
    },
    update: async (_context, id) => ({ physicalId: id, attributes: {} }),
    delete: async (_context, _id, properties) => {
      const membership = apiInput<Membership>(SHAPE(), properties);
      const pool = stores.pools.find(membership.UserPoolId);
      const user = pool === undefined ? undefined : stores.users.findByLogin(pool, membership.Username);
      if (user === undefined) return;
      stores.groups.removeMember(membership.UserPoolId, membership.GroupName, user.sub);
    },
  };
}
