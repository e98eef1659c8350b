import { type AccessRow, jsonCall, type Needed } from "../../../iam/testing/access-table.ts";

const GROUP = "/gates/one";
const ARN = `arn:aws:logs:eu-west-1:123456789012:log-group:${GROUP}`;

const onGroup = (action: string, LogGroupName = GROUP): readonly Needed[] => [
  { action: `logs:${action}`, type: "log-group", values: { LogGroupName } },
];
export const logsCall = (action: string, input: object) => jsonCall(`Logs_20140328.${action}`, input);

function ofGroup(action: string, input: object = {}): AccessRow {
  return { ...logsCall(action, { logGroupName: GROUP, ...input }), needs: onGroup(action) };
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export const LOGS_ROWS: Readonly<Record<string, AccessRow>> = {
  CreateLogGroup: {
    ...logsCall("CreateLogGroup", { logGroupName: "/new", tags: { team: "home" } }),
    needs: onGroup("CreateLogGroup", "/new"),
  },
  DeleteLogGroup: ofGroup("DeleteLogGroup"),
  DeleteRetentionPolicy: ofGroup("DeleteRetentionPolicy"),
  DescribeLogGroups: {
    ...logsCall("DescribeLogGroups", {}),
    needs: [
      {
        action: "logs:DescribeLogGroups",
        type: "*",
        told: "arn:aws:logs:eu-west-1:123456789012:log-group:*",
      },
    ],
  },
  ListTagsForResource: {
    ...logsCall("ListTagsForResource", { resourceArn: ARN }),
    needs: onGroup("ListTagsForResource"),
  },
  PutRetentionPolicy: ofGroup("PutRetentionPolicy", { retentionInDays: 30 }),
};

export const PREPARED = logsCall("CreateLogGroup", { logGroupName: GROUP, tags: { team: "home" } });
