import { isValueMap, member, type ValueMap } from "../../template/value.ts";
import { readDeadLetter } from "../events/dead-letter.ts";
import { invalidEvent, invalidMachineEvent, invalidResource } from "../expansion/errors.ts";
import type { ServerlessResource } from "../expansion/expansion-context.ts";
import { assertRules, type PropertyRules } from "../expansion/property-rules.ts";
import { isTruthy, pythonText } from "../expansion/python.ts";
import { s3Location } from "../expansion/s3-location.ts";
import { EVENT_PROPERTIES } from "../generated/event-properties.ts";

const any = { required: false, intrinsics: false, shape: "any" } as const;
const text = { required: false, intrinsics: true, shape: "string" } as const;
const map = { required: false, intrinsics: true, shape: "map" } as const;
const flag = { required: false, intrinsics: true, shape: "boolean" } as const;

/** In the order in which the real transform looks at them. */
export const STATE_MACHINE_PROPERTIES: PropertyRules = {
  Definition: map,
  DefinitionUri: { required: false, intrinsics: true, shape: { oneOf: ["string", "map"] } },
  Logging: map,
  Role: text,
  RolePath: any,
  DefinitionSubstitutions: map,
  Events: { required: false, intrinsics: true, shape: { mapOf: "map" } },
  Name: text,
  Type: text,
  Tags: map,
  PropagateTags: flag,
  Policies: {
    required: false,
    intrinsics: true,
    shape: { oneOf: ["string", { listOf: { oneOf: ["string", "map"] } }] },
  },
  Tracing: map,
  PermissionsBoundary: text,
  AutoPublishAlias: any,
  DeploymentPreference: any,
  UseAliasAsEventTarget: { ...flag, intrinsics: false },
};

const rule: PropertyRules = {
  EventBusName: text,
  RuleName: text,
  Pattern: map,
  Input: text,
  InputPath: text,
  DeadLetterConfig: map,
  RetryPolicy: map,
  State: text,
  Target: { ...map, intrinsics: false },
  InputTransformer: map,
};

const EVENT_RULES: ReadonlyMap<unknown, PropertyRules> = new Map<unknown, PropertyRules>([
  [
    "Api",
    {
      Path: { ...text, required: true },
      Method: { ...text, required: true },
      // Required too, but the implicit API is put in where it is missing.
      RestApiId: text,
      Stage: text,
      Auth: map,
      UnescapeMappingTemplate: { ...flag, intrinsics: false },
    },
  ],
  ["CloudWatchEvent", rule],
  ["EventBridgeRule", rule],
  [
    "Schedule",
    {
      Schedule: { ...text, required: true },
      Input: text,
      Enabled: flag,
      State: text,
      Name: text,
      Description: text,
      DeadLetterConfig: map,
      RetryPolicy: map,
      Target: { ...map, intrinsics: false },
      RoleArn: { ...text, intrinsics: false },
    },
  ],
  ["ScheduleV2", EVENT_PROPERTIES["ScheduleV2"] ?? {}],
]);

/** What the real transform refuses of an AWS::Serverless::StateMachine, but for its routes. */
export function checkStateMachine({ logicalId, properties }: ServerlessResource): void {
  const refuse = (message: string) => invalidResource(logicalId, message);
  const events = isValueMap(properties["Events"]) ? Object.entries(properties["Events"]) : [];
  for (const [eventId, event] of events) if (isValueMap(event)) checkShape(logicalId, eventId, event);
  const { Definition: definition, DefinitionUri: uri } = properties;
  if (isTruthy(definition) && isTruthy(uri)) {
    throw refuse("Specify either 'Definition' or 'DefinitionUri' property and not both.");
  }
  if (!isTruthy(definition) && !isTruthy(uri)) {
    throw refuse("Either 'Definition' or 'DefinitionUri' property must be specified.");
  }
  // A path stands for the address that packaging puts in its place.
  if (isValueMap(uri) || (typeof uri === "string" && /^s3:/i.test(uri))) {
    s3Location(logicalId, "DefinitionUri", uri);
  }
  if (isTruthy(properties["Role"]) && isTruthy(properties["Policies"])) {
    throw refuse("Specify either 'Role' or 'Policies' (but not both at the same time) or neither of them");
  }
  if (!isTruthy(properties["AutoPublishAlias"])) {
    const needing = ["UseAliasAsEventTarget", "DeploymentPreference"].find((name) =>
      isTruthy(properties[name]),
    );
    if (needing !== undefined) {
      throw refuse(`'${needing}' requires 'AutoPublishAlias' property to be specified.`);
    }
  }
  for (const [eventId, event] of events) if (isValueMap(event)) checkEvent(logicalId, eventId, event);
}

function checkShape(logicalId: string, eventId: string, event: ValueMap): void {
  const type = member(event, "Type");
  const rules = EVENT_RULES.get(type);
  if (rules === undefined || typeof type !== "string") {
    throw invalidEvent(
      logicalId,
      eventId,
      `Resource dict has missing or invalid value for key Type. Event Type is: ${pythonText(type, "")}.`,
    );
  }
  const id = logicalId + eventId;
  if (!/^[A-Za-z0-9]+$/.test(id)) throw invalidResource(id, "Logical ids must be alphanumeric.");
  const own = member(event, "Properties") ?? {};
  if (!isValueMap(own)) throw invalidResource(id, "Properties of a resource must be an object.");
  assertRules({ logicalId: id, type, properties: own }, rules);
}

function checkEvent(logicalId: string, eventId: string, event: ValueMap): void {
  const properties = isValueMap(event["Properties"]) ? event["Properties"] : {};
  const { State: state, Enabled: enabled, DeadLetterConfig: config } = properties;
  if (event["Type"] === "Schedule" && isTruthy(state) && enabled !== undefined && enabled !== null) {
    throw invalidMachineEvent(eventId, "State and Enabled Properties cannot both be specified.");
  }
  const id = logicalId + eventId;
  if (event["Type"] === "ScheduleV2" && isTruthy(properties["OmitName"]) && isTruthy(properties["Name"])) {
    throw invalidMachineEvent(id, "Name cannot be set when OmitName is True");
  }
  if (!isValueMap(config)) return;
  readDeadLetter(config, `${id}Queue`, (message) => invalidMachineEvent(id, message));
}
