import { isValueMap, member } from "../../template/value.ts";
import { invalidEvent, invalidResource } from "../expansion/errors.ts";
import { type ExpansionContext, eventIds, type ServerlessResource } from "../expansion/expansion-context.ts";
import { assertRules } from "../expansion/property-rules.ts";
import { byCodePoint, pythonText, pythonType } from "../expansion/python.ts";
import { EVENT_PROPERTIES } from "../generated/event-properties.ts";
import type { EventSource, GivenEvent } from "../targets/event-options.ts";
import type { FunctionTarget } from "../targets/function-target.ts";
import { expandAlexaSkill } from "./alexa-skill-event.ts";
import { API_EVENT } from "./api-event.ts";
import { DOCUMENTDB_EVENT, MQ_EVENT, MSK_EVENT, SELF_MANAGED_KAFKA_EVENT } from "./broker-events.ts";
import { expandCloudWatchLogs } from "./cloudwatch-logs-event.ts";
import { COGNITO_EVENT } from "./cognito-event.ts";
import { expandEventRule, expandSchedule } from "./event-rule-event.ts";
import { expandHttpApiEvent } from "./http-api-event.ts";
import { expandIotRule } from "./iot-rule-event.ts";
import { DYNAMODB_EVENT, KINESIS_EVENT, SQS_EVENT } from "./pull-event.ts";
import { S3_EVENT } from "./s3-event.ts";
import { expandScheduler } from "./scheduler-event.ts";
import { expandSns } from "./sns-event.ts";

const EVENT_SOURCES: ReadonlyMap<string, EventSource> = new Map<string, EventSource>([
  ["AlexaSkill", { expand: expandAlexaSkill }],
  ["Api", API_EVENT],
  ["CloudWatchEvent", { expand: expandEventRule }],
  ["CloudWatchLogs", { expand: expandCloudWatchLogs }],
  ["Cognito", COGNITO_EVENT],
  ["DocumentDB", DOCUMENTDB_EVENT],
  ["DynamoDB", DYNAMODB_EVENT],
  ["EventBridgeRule", { expand: expandEventRule }],
  ["HttpApi", { expand: expandHttpApiEvent }],
  ["IoTRule", { expand: expandIotRule }],
  ["Kinesis", KINESIS_EVENT],
  ["MQ", MQ_EVENT],
  ["MSK", MSK_EVENT],
  ["S3", S3_EVENT],
  ["SNS", { expand: expandSns }],
  ["SQS", SQS_EVENT],
  ["SelfManagedKafka", SELF_MANAGED_KAFKA_EVENT],
  ["Schedule", { expand: expandSchedule }],
  ["ScheduleV2", { expand: expandScheduler }],
]);

/** The events of a function, checked. */
export function readEvents(
  { logicalId, properties }: ServerlessResource,
  context: ExpansionContext,
): GivenEvent[] {
  const events = isValueMap(properties["Events"]) ? properties["Events"] : {};
  return eventIds(events, context).map((eventId) => {
    const given = events[eventId];
    if (!isValueMap(given)) {
      const pythonic = pythonType(given, context.textMark);
      throw invalidEvent(logicalId, eventId, `'${pythonic}' object has no attribute 'get'`);
    }
    const type = member(given, "Type");
    const source = EVENT_SOURCES.get(String(type));
    if (source === undefined || typeof type !== "string") {
      throw invalidEvent(
        logicalId,
        eventId,
        `Resource dict has missing or invalid value for key Type. Event Type is: ${pythonText(type, context.textMark)}.`,
      );
    }
    const id = logicalId + eventId;
    if (!/^[A-Za-z0-9]+$/.test(id)) throw invalidResource(id, "Logical ids must be alphanumeric.");
    const own = member(given, "Properties") ?? {};
    if (!isValueMap(own)) throw invalidResource(id, "Properties of a resource must be an object.");
    assertRules({ logicalId: id, type, properties: own }, EVENT_PROPERTIES[type] ?? {});
    const event = { id, functionId: logicalId, eventId, type, properties: own };
    source.link?.(event, context);
    return event;
  });
}

/** Events are expanded in the order of their paths, or of their ids. */
export function expandEvents(
  target: FunctionTarget,
  context: ExpansionContext,
  events: readonly GivenEvent[],
): void {
  const place = ({ properties, eventId }: GivenEvent) => String(properties["Path"] ?? eventId);
  for (const event of events.toSorted((a, b) => byCodePoint(place(a), place(b)))) {
    EVENT_SOURCES.get(event.type)?.expand({ ...event, target, context });
  }
}
