import type { RemovePermissionInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { topicAt } from "../topics/manager.ts";
import { removePermission } from "../topics/permissions.ts";
import { onTopic } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html */
export const RemovePermission = (sns: SnsContext): QueryOperation<RemovePermissionInput> => ({
  name: "RemovePermission",
  authorize: onTopic(sns, "sns:RemovePermission"),
  run: ({ TopicArn, Label }) => {
    removePermission(sns, topicAt(sns, TopicArn), Label);
    return undefined;
  },
});
