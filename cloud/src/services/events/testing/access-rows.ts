import { type AccessRow, jsonCall, type Needed } from "../../../iam/testing/access-table.ts";

export const eventsCall = (action: string, input: object) => jsonCall(`AWSEvents.${action}`, input);

const BUS = "orders";
const RULE = "paid";
const ARN = "arn:aws:events:eu-west-1:123456789012";
const RULE_ARN = `${ARN}:rule/${BUS}/${RULE}`;
const QUEUE_ARN = "arn:aws:sqs:eu-west-1:123456789012:jobs";
const ROLE_ARN = "arn:aws:iam::123456789012:role/sender";

const bus = (action: string, name = BUS): Needed => ({
  action: `events:${action}`,
  type: "event-bus",
  values: { EventBusName: name },
});
const rule = (action: string): Needed => ({
  action: `events:${action}`,
  type: "rule-on-custom-event-bus",
  values: { EventBusName: BUS, RuleName: RULE },
});
const any = (action: string): Needed => ({ action: `events:${action}`, type: "*" });
const onRule = { Name: RULE, EventBusName: BUS };
const entry = { Source: "shop", DetailType: "Paid", Detail: "{}" };
const Tags = [{ Key: "team", Value: "home" }];
const Event = JSON.stringify({
  ...{ id: "1", "detail-type": "Paid", source: "shop", account: "1", time: "now", region: "r" },
  resources: [],
});
const EventPattern = '{"source":["shop"]}';

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html */
export const EVENTS_ROWS: Readonly<Record<string, AccessRow>> = {
  CreateEventBus: {
    ...eventsCall("CreateEventBus", { Name: "more", Tags }),
    needs: [bus("CreateEventBus", "more"), bus("TagResource", "more")],
  },
  DeleteEventBus: {
    ...eventsCall("DeleteEventBus", { Name: "empty" }),
    needs: [bus("DeleteEventBus", "empty")],
  },
  DeleteRule: {
    ...eventsCall("DeleteRule", { Name: "none", EventBusName: BUS }),
    needs: [{ ...rule("DeleteRule"), values: { EventBusName: BUS, RuleName: "none" } }],
  },
  DescribeEventBus: { ...eventsCall("DescribeEventBus", { Name: BUS }), needs: [bus("DescribeEventBus")] },
  DescribeRule: { ...eventsCall("DescribeRule", onRule), needs: [rule("DescribeRule")] },
  DisableRule: { ...eventsCall("DisableRule", onRule), needs: [rule("DisableRule")] },
  EnableRule: { ...eventsCall("EnableRule", onRule), needs: [rule("EnableRule")] },
  ListEventBuses: { ...eventsCall("ListEventBuses", {}), needs: [any("ListEventBuses")] },
  ListRuleNamesByTarget: {
    ...eventsCall("ListRuleNamesByTarget", { TargetArn: QUEUE_ARN }),
    needs: [any("ListRuleNamesByTarget")],
  },
  ListRules: { ...eventsCall("ListRules", {}), needs: [any("ListRules")] },
  ListTagsForResource: {
    ...eventsCall("ListTagsForResource", { ResourceARN: RULE_ARN }),
    needs: [rule("ListTagsForResource")],
  },
  ListTargetsByRule: {
    ...eventsCall("ListTargetsByRule", { Rule: RULE, EventBusName: BUS }),
    needs: [rule("ListTargetsByRule")],
  },
  PutEvents: {
    ...eventsCall("PutEvents", { Entries: [{ ...entry, EventBusName: BUS }, entry] }),
    needs: [bus("PutEvents"), bus("PutEvents", "default")],
  },
  PutPermission: {
    ...eventsCall("PutPermission", {
      ...{ EventBusName: BUS, StatementId: "s", Action: "events:PutEvents", Principal: "123456789012" },
    }),
    needs: [any("PutPermission")],
  },
  PutRule: {
    ...eventsCall("PutRule", { ...onRule, EventPattern, Tags }),
    needs: [rule("PutRule"), rule("TagResource")],
  },
  PutTargets: {
    ...eventsCall("PutTargets", {
      ...{ Rule: RULE, EventBusName: BUS },
      Targets: [{ Id: "queue", Arn: QUEUE_ARN, RoleArn: ROLE_ARN }],
    }),
    needs: [
      rule("PutTargets"),
      { action: "iam:PassRole", type: "role", values: { RoleNameWithPath: "sender" } },
    ],
  },
  RemovePermission: {
    ...eventsCall("RemovePermission", { EventBusName: BUS, RemoveAllPermissions: true }),
    needs: [any("RemovePermission")],
  },
  RemoveTargets: {
    ...eventsCall("RemoveTargets", { Rule: RULE, EventBusName: BUS, Ids: ["queue"] }),
    needs: [rule("RemoveTargets")],
  },
  TagResource: {
    ...eventsCall("TagResource", { ResourceARN: RULE_ARN, Tags }),
    needs: [rule("TagResource")],
  },
  TestEventPattern: {
    ...eventsCall("TestEventPattern", { EventPattern, Event }),
    needs: [any("TestEventPattern")],
  },
  UntagResource: {
    ...eventsCall("UntagResource", { ResourceARN: RULE_ARN, TagKeys: ["team"] }),
    needs: [rule("UntagResource")],
  },
  UpdateEventBus: {
    ...eventsCall("UpdateEventBus", { Name: BUS, Description: "all orders" }),
    needs: [bus("UpdateEventBus")],
  },
};

export const PREPARED = [
  eventsCall("CreateEventBus", { Name: BUS, Tags }),
  eventsCall("CreateEventBus", { Name: "empty" }),
  eventsCall("PutRule", { ...onRule, EventPattern, Tags }),
];
