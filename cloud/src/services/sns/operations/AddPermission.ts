import type { AddPermissionInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { topicAt } from "../topics/manager.ts";
import { addPermission } from "../topics/permissions.ts";
import { onTopic } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
export const AddPermission = (sns: SnsContext): QueryOperation<AddPermissionInput> => ({
  name: "AddPermission",
  authorize: onTopic(sns, "sns:AddPermission"),
  run: ({ TopicArn, ...permission }) => {
    addPermission(sns, topicAt(sns, TopicArn), permission);
    return undefined;
  },
});
