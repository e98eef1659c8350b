import { type AccessRow, jsonCall, type Needed } from "../../../iam/testing/access-table.ts";

const GROUP = "/gates/one";
const STREAM = "one";
const ARN = `arn:aws:logs:eu-west-1:123456789012:log-group:${GROUP}`;

/** Policies name what is in a group: `log-group:<name>:*`; the refusal names the stream, or none. */
const onGroup = (action: string, group = GROUP, stream = ""): readonly Needed[] => [
  {
    action: `logs:${action}`,
    type: "log-group",
    values: { LogGroupName: `${group}:*` },
    told: `arn:aws:logs:eu-west-1:123456789012:log-group:${group}:log-stream:${stream}`,
  },
];
const onStream = (action: string): readonly Needed[] => [
  { action: `logs:${action}`, type: "log-stream", values: { LogGroupName: GROUP, LogStreamName: STREAM } },
];
export const logsCall = (action: string, input: object) => jsonCall(`Logs_20140328.${action}`, input);

function ofGroup(action: string, input: object = {}): AccessRow {
  return { ...logsCall(action, { logGroupName: GROUP, ...input }), needs: onGroup(action) };
}

function ofStream(action: string, input: object = {}): AccessRow {
  const call = logsCall(action, { logGroupName: GROUP, logStreamName: STREAM, ...input });
  return { ...call, needs: onStream(action) };
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
export const LOGS_ROWS: Readonly<Record<string, AccessRow>> = {
  CreateLogGroup: {
    ...logsCall("CreateLogGroup", { logGroupName: "/new", tags: { team: "home" } }),
    needs: onGroup("CreateLogGroup", "/new"),
  },
  CreateLogStream: {
    ...logsCall("CreateLogStream", { logGroupName: GROUP, logStreamName: "two" }),
    needs: onGroup("CreateLogStream", GROUP, "two"),
  },
  DeleteLogGroup: ofGroup("DeleteLogGroup"),
  DeleteLogStream: ofStream("DeleteLogStream"),
  DeleteRetentionPolicy: ofGroup("DeleteRetentionPolicy"),
  DescribeLogGroups: {
    ...logsCall("DescribeLogGroups", {}),
    needs: [
      {
        action: "logs:DescribeLogGroups",
        type: "*",
        told: "arn:aws:logs:eu-west-1:123456789012:log-group::log-stream:",
      },
    ],
  },
  DescribeLogStreams: ofGroup("DescribeLogStreams"),
  FilterLogEvents: ofGroup("FilterLogEvents"),
  GetLogEvents: ofStream("GetLogEvents"),
  ListTagsForResource: {
    ...logsCall("ListTagsForResource", { resourceArn: ARN }),
    needs: [{ action: "logs:ListTagsForResource", type: "log-group", values: { LogGroupName: GROUP } }],
  },
  PutLogEvents: ofStream("PutLogEvents", { logEvents: [{ timestamp: Date.now(), message: "a" }] }),
  PutRetentionPolicy: ofGroup("PutRetentionPolicy", { retentionInDays: 30 }),
};

/** In this order. */
export const PREPARED = [
  logsCall("CreateLogGroup", { logGroupName: GROUP, tags: { team: "home" } }),
  logsCall("CreateLogStream", { logGroupName: GROUP, logStreamName: STREAM }),
];
