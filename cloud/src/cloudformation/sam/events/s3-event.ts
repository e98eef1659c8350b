import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, member, sameValue, type ValueMap } from "../../template/value.ts";
import { invalidEvent, invalidResource } from "../expansion/errors.ts";
import { defined, putResource } from "../expansion/expansion-context.ts";
import { listAt, mapAt } from "../expansion/expect.ts";
import { when } from "../expansion/values.ts";
import type { EventOptions, EventSource, GivenEvent } from "../targets/event-options.ts";
import { addPermission } from "../targets/function-target.ts";
import { rewritten } from "./linked-resource.ts";

/** Notifications of a bucket of the same template. */
export const S3_EVENT: EventSource = {
  link: (event, { given }) => {
    const id = bucketIdOf(event);
    if (id !== undefined && isValueMap(member(given, id))) return;
    throw invalidEvent(
      event.functionId,
      event.eventId,
      "S3 events must reference an S3 bucket in the same template.",
    );
  },
  expand,
};

function bucketIdOf({ functionId, eventId, properties }: GivenEvent): string | undefined {
  const bucket = properties["Bucket"];
  const name = isValueMap(bucket) ? member(bucket, "Ref") : undefined;
  if (name === undefined || typeof name === "string") return name;
  throw invalidEvent(functionId, eventId, "'Ref' value in S3 events is not a valid string.");
}

function expand(options: EventOptions): void {
  const { target, context } = options;
  const permission = addPermission(target, context, {
    prefix: options.id,
    principal: "s3.amazonaws.com",
    sourceAccount: { Ref: "AWS::AccountId" },
  });
  const id = bucketIdOf(options) ?? "";
  const known = context.resources.get(id);
  const bucket = notified(id, isValueMap(known) ? known : {}, options);
  putResource(context, target.logicalId, {
    id,
    body: rewritten(id, "AWS::S3::Bucket", waiting(id, bucket, { permission, options })),
  });
}

/** The bucket with one notification for every kind of event. */
function notified(id: string, bucket: ValueMap, { target, properties }: EventOptions): ValueMap {
  const refuse = (message: string) => invalidResource(id, message);
  const own = bucket["Properties"] ?? {};
  if (!isValueMap(own)) throw refuse("Properties should be a map.");
  const config = mapAt(own["NotificationConfiguration"] ?? {}, "NotificationConfiguration", refuse);
  const lambdas = config["LambdaConfigurations"] ?? [];
  if (!Array.isArray(lambdas)) throw refuse("Invalid type for LambdaConfigurations. Must be a list.");
  const { Events: events = null, Filter: filter } = properties;
  const condition = target.body["Condition"];
  const all = [...lambdas];
  for (const event of Array.isArray(events) ? events : [events]) {
    const notification = defined({ Function: target.arn, Filter: filter, Event: event });
    const added = condition === undefined ? notification : when(condition, notification);
    if (!all.some((other) => sameValue(other, added))) all.push(added);
  }
  const notifications = { ...config, LambdaConfigurations: all };
  return { ...bucket, Properties: { ...own, NotificationConfiguration: notifications } };
}

interface Waiting {
  readonly permission: string;
  readonly options: EventOptions;
}

/** The bucket waits for the permission: by DependsOn, or by a tag where that one may not exist. */
function waiting(id: string, bucket: ValueMap, { permission, options }: Waiting): ValueMap {
  const condition = options.target.body["Condition"];
  if (condition === undefined) {
    return { ...bucket, DependsOn: [...new Set([...dependsOn(bucket, options), permission])] };
  }
  const own = isValueMap(bucket["Properties"]) ? bucket["Properties"] : {};
  const tags = listAt(own["Tags"] ?? [], "Tags", (message) => invalidResource(id, message));
  const tag: Value = {
    Key: `sam:ConditionalDependsOn:${permission}`,
    Value: when(condition, { Ref: permission }, "no dependency"),
  };
  return { ...bucket, Properties: { ...own, Tags: [...tags, tag] } };
}

function dependsOn({ DependsOn: given = [] }: ValueMap, { id }: EventOptions): Value[] {
  const all = typeof given === "string" ? [given] : given;
  if (Array.isArray(all) && all.every((one) => typeof one === "string")) return all;
  throw invalidResource(id, "Invalid type for field 'DependsOn'. Expected a string or list of strings.");
}
