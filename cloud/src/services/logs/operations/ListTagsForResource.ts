import type { ListTagsForResourceRequest } from "../../../wire/models/generated/logs.types.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../log-groups/context.ts";
import { logGroupNotFound } from "../log-groups/errors.ts";
import { taggedGroup } from "../log-groups/manager.ts";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export function ListTagsForResource(logs: LogsContext): Operation<ListTagsForResourceRequest> {
  return {
    name: "ListTagsForResource",
    authorize: asks("logs:ListTagsForResource", ({ resourceArn }) => resourceArn),
    run: ({ resourceArn }) => {
      const group = taggedGroup(logs, resourceArn);
      if (group === undefined) throw logGroupNotFound();
      return { tags: group.tags };
    },
  };
}
