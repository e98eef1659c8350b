import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, member, type ValueMap } from "../template/value.ts";
import { invalidResource } from "./expansion/errors.ts";
import {
  addResource,
  type ExpansionContext,
  keptOn,
  passedOn,
  type ServerlessResource,
} from "./expansion/expansion-context.ts";
import { mapAt } from "./expansion/expect.ts";
import { resolveParameterRefs } from "./expansion/parameter-refs.ts";
import { hashedId, isTruthy, pythonList, pythonText } from "./expansion/python.ts";
import { branchesOf, isIf, isNoValue, when } from "./expansion/values.ts";
import { DESTINATION_POLICIES } from "./roles/role-policies.ts";
import type { PublishedAlias } from "./version-alias.ts";

/** Types of destinations that are created when none is given. */
const CREATED_DESTINATIONS: ReadonlyMap<string, readonly [suffix: string, type: string]> = new Map([
  ["SQS", ["Queue", "AWS::SQS::Queue"]],
  ["SNS", ["Topic", "AWS::SNS::Topic"]],
]);

/** EventInvokeConfig, with the queues and topics it asks for; returns what the role must be allowed. */
export function addEventInvokeConfig(
  resource: ServerlessResource,
  context: ExpansionContext,
  alias: PublishedAlias | undefined,
): Value[] {
  const { logicalId, body, properties } = resource;
  const config = resolveParameterRefs(properties["EventInvokeConfig"] ?? {}, context.parameters);
  if (!isValueMap(config) || !isTruthy(config)) return [];
  const policies: Value[] = [];
  const destinations: ValueMap = {};
  if (isTruthy(config["DestinationConfig"])) {
    const refuse = (message: string) => invalidResource(logicalId, message);
    const path = "EventInvokeConfig.DestinationConfig";
    const given = mapAt(config["DestinationConfig"], path, refuse);
    for (const event of ["OnSuccess", "OnFailure"]) {
      const one = member(given, event);
      if (one === undefined || one === null) continue;
      const { destination, policy } = addDestination(resource, context, {
        event,
        given: mapAt(one, `${path}.${event}`, refuse),
      });
      destinations[event] = { Destination: destination };
      policies.push(policy);
    }
  }
  const { DependsOn: _own, ...attributes } = keptOn(body);
  addResource(context, logicalId, {
    id: `${logicalId}EventInvokeConfig`,
    type: "AWS::Lambda::EventInvokeConfig",
    attributes: alias === undefined ? attributes : { ...attributes, DependsOn: [alias.id] },
    properties: {
      FunctionName: { Ref: logicalId },
      Qualifier: alias?.name ?? "$LATEST",
      DestinationConfig: destinations,
      MaximumEventAgeInSeconds: config["MaximumEventAgeInSeconds"],
      MaximumRetryAttempts: config["MaximumRetryAttempts"],
    },
  });
  return policies;
}

interface GivenDestination {
  readonly event: string;
  readonly given: ValueMap;
}

function addDestination(
  resource: ServerlessResource,
  context: ExpansionContext,
  { event, given }: GivenDestination,
): { destination: Value; policy: Value } {
  const { logicalId } = resource;
  const type = given["Type"];
  const policyFor = typeof type === "string" ? DESTINATION_POLICIES.get(type) : undefined;
  if (policyFor === undefined) {
    throw invalidResource(
      logicalId,
      `'Type: ${pythonText(type, "")}' must be one of ${pythonList([...DESTINATION_POLICIES.keys()])}`,
    );
  }
  const prefix = `${logicalId}EventInvokeConfig${event}`;
  const own = given["Destination"];
  const optional = own === undefined ? undefined : optionalDestination(resource, context, own);
  if (own !== undefined && optional === undefined) {
    return { destination: own, policy: policyFor(own, prefix) };
  }
  const created = CREATED_DESTINATIONS.get(String(type));
  if (created === undefined) {
    throw invalidResource(logicalId, "Destination is required if Type is not ['SQS', 'SNS']");
  }
  const [suffix, destinationType] = created;
  const id = prefix + suffix;
  const condition = bothConditions(resource, context, optional?.condition);
  addResource(context, logicalId, {
    id,
    type: destinationType,
    attributes: { ...passedOn(resource.body), ...(condition === undefined ? {} : { Condition: condition }) },
    properties: {},
  });
  context.aliases.set(`${logicalId}.Destination${suffix}`, id);
  const arn: Value = type === "SQS" ? { "Fn::GetAtt": [id, "Arn"] } : { Ref: id };
  const destination = optional === undefined ? arn : when(optional.condition, arn, optional.otherwise);
  return { destination, policy: policyFor(destination, prefix) };
}

/** A destination that is given under one condition only: when it is not, and what it is. */
function optionalDestination(
  { logicalId }: ServerlessResource,
  context: ExpansionContext,
  destination: Value,
): { readonly condition: string; readonly otherwise: Value } | undefined {
  if (!isIf(destination)) return undefined;
  const id = `${logicalId}EventInvokeConfig`;
  const branches = branchesOf(destination);
  if (branches === undefined) {
    throw invalidResource(id, "Malformed 'Destination' property: Fn::If requires 3 arguments.");
  }
  const [condition, yes, no] = branches;
  if (isNoValue(yes) === isNoValue(no)) return undefined;
  if (isNoValue(yes)) return { condition, otherwise: no };
  const not = hashedId(`NOT${condition}`, id);
  context.conditions.set(not, { "Fn::Not": [{ Condition: condition }] });
  return { condition: not, otherwise: yes };
}

function bothConditions(
  { logicalId, body }: ServerlessResource,
  context: ExpansionContext,
  optional: string | undefined,
): string | undefined {
  const own = body["Condition"];
  if (typeof own !== "string" || optional === undefined) return typeof own === "string" ? own : optional;
  const name = hashedId(`${own}AND${optional}`, logicalId);
  // The real transform wraps twice, which CloudFormation refuses; ours is to be refused as well.
  const terms = [own, optional].map((one): Value => ({ Condition: { Condition: one } }));
  context.conditions.set(name, { "Fn::And": terms });
  return name;
}
