import type { ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { requiredTextProperty } from "../../../core/properties/property-values.ts";
import type { GroupInput } from "../domain/groups/manager.ts";
import { apiInput, propertySchema } from "./coerce.ts";
import type { ResourceDependencies } from "./dependencies.ts";
import { modelShape } from "./model-shape.ts";
import { poolCalls } from "./pool-calls.ts";

const SHAPE = modelShape("CreateGroup", { optional: ["GroupName"] });
const MAX_NAME = 128;

type GroupProperties = Omit<GroupInput, "GroupName"> & { readonly GroupName?: string };

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolgroup.html */
export function userPoolGroupResource({
  groups,
  stores,
}: Pick<ResourceDependencies, "groups" | "stores">): ResourceProvider {
  return {
    type: "AWS::Cognito::UserPoolGroup",
    get properties() {
      return propertySchema(SHAPE());
    },
    required: ["UserPoolId"],
    replaceOn: ["GroupName", "UserPoolId"],
    calls: (_context, change) =>
      poolCalls(change, { create: "CreateGroup", update: "UpdateGroup", delete: "DeleteGroup" }),
    create: async (context, properties) => {
      const input = apiInput<GroupProperties>(SHAPE(), properties);
      const GroupName = input.GroupName ?? context.generateName({ maxLength: MAX_NAME });
      return context.commit(() => ({
        physicalId: groups.create({ ...input, GroupName }).name,
        attributes: {},
      }));
    },
    update: async (_context, id, _before, after) => {
      const input = apiInput<GroupProperties>(SHAPE(), after);
      return { physicalId: groups.update({ ...input, GroupName: id }).name, attributes: {} };
    },
    delete: async (_context, id, properties) => {
      const poolId = requiredTextProperty(properties, "UserPoolId");
      if (stores.groups.find(poolId, id) !== undefined) groups.delete(poolId, id);
    },
  };
}
