import { parseArn } from "../../../core/arns.ts";
import { asks, type Operation } from "../../../wire/operation.ts";
import type { LogsContext } from "../context.ts";
import { logGroupNotFound } from "../errors.ts";

interface Input {
  readonly resourceArn: string;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsForResource.html */
export function ListTagsForResource(logs: LogsContext): Operation<Input> {
  return {
    name: "ListTagsForResource",
    input: { resourceArn: { type: "string", required: true, min: 1, max: 1011 } },
    authorize: asks("logs:ListTagsForResource", ({ resourceArn }) => resourceArn),
    run: ({ resourceArn }) => {
      const name = /^log-group:([^:]+)$/.exec(parseArn(resourceArn)?.resource ?? "")?.[1];
      const group = name === undefined ? undefined : logs.groups.find(name);
      if (group === undefined) throw logGroupNotFound();
      return { tags: group.tags };
    },
  };
}
