import type { AccessRow, Needed } from "../../../iam/testing/access-table.ts";

const QUEUE = "arn:aws:sqs:eu-west-1:123456789012:jobs";
const TAGS = "/tags/arn%3Aaws%3Ascheduler%3Aeu-west-1%3A123456789012%3Aschedule-group%2Fshop";
/** The role of every schedule; `testing/world.ts` makes it. */
export const ROLE = "arn:aws:iam::123456789012:role/clock";

export const SCHEDULE = {
  ScheduleExpression: "rate(5 minutes)",
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: { Arn: QUEUE, RoleArn: ROLE, Input: "{}" },
};

const schedule = (action: string, ScheduleName: string, GroupName = "default"): Needed => ({
  action: `scheduler:${action}`,
  type: "schedule",
  values: { GroupName, ScheduleName },
});
const group = (action: string, GroupName = "shop"): Needed => ({
  action: `scheduler:${action}`,
  type: "schedule-group",
  values: { GroupName },
});
const any = (action: string): Needed => ({ action: `scheduler:${action}`, type: "*" });
const pass: Needed = { action: "iam:PassRole", type: "role", values: { RoleNameWithPath: "clock" } };
const Tags = [{ Key: "team", Value: "home" }];

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridgescheduler.html */
export const SCHEDULER_ROWS: Readonly<Record<string, AccessRow>> = {
  CreateSchedule: {
    call: "POST /schedules/new",
    body: { ...SCHEDULE, GroupName: "shop" },
    needs: [schedule("CreateSchedule", "new", "shop"), pass],
  },
  CreateScheduleGroup: {
    call: "POST /schedule-groups/more",
    body: { Tags },
    needs: [group("CreateScheduleGroup", "more"), group("TagResource", "more")],
  },
  DeleteSchedule: { call: "DELETE /schedules/tick", needs: [schedule("DeleteSchedule", "tick")] },
  DeleteScheduleGroup: { call: "DELETE /schedule-groups/shop", needs: [group("DeleteScheduleGroup")] },
  GetSchedule: { call: "GET /schedules/tick", needs: [schedule("GetSchedule", "tick")] },
  GetScheduleGroup: { call: "GET /schedule-groups/shop", needs: [group("GetScheduleGroup")] },
  ListScheduleGroups: { call: "GET /schedule-groups", needs: [any("ListScheduleGroups")] },
  ListSchedules: { call: "GET /schedules", needs: [any("ListSchedules")] },
  ListTagsForResource: { call: `GET ${TAGS}`, needs: [group("ListTagsForResource")] },
  TagResource: { call: `POST ${TAGS}`, body: { Tags }, needs: [group("TagResource")] },
  UntagResource: { call: `DELETE ${TAGS}?TagKeys=team`, needs: [group("UntagResource")] },
  UpdateSchedule: {
    call: "PUT /schedules/tick",
    body: SCHEDULE,
    needs: [schedule("UpdateSchedule", "tick"), pass],
  },
};

export const PREPARED = [
  { call: "POST /schedule-groups/shop", body: { Tags } },
  { call: "POST /schedules/tick", body: SCHEDULE },
  { call: "POST /schedules/tack", body: { ...SCHEDULE, GroupName: "shop" } },
];
