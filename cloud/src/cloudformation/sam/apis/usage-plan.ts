import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { invalidResource } from "../expansion/errors.ts";
import {
  addResource,
  type ExpandedApi,
  type ExpansionContext,
  passedOn,
  type SharedUsagePlan,
} from "../expansion/expansion-context.ts";
import { isTruthy } from "../expansion/python.ts";
import { readApiAuth } from "../swagger/api-auth.ts";

const KEYS = new Set(["CreateUsagePlan", "Description", "Quota", "Tags", "Throttle", "UsagePlanName"]);
const COPIED = ["Description", "Quota", "Tags", "Throttle", "UsagePlanName"];
const SHARED_CONDITION = "SharedUsagePlanCondition";

/** Auth.UsagePlan → plan, key and the bond between them: for this API, or shared by several. */
export function addUsagePlan(api: ExpandedApi, context: ExpansionContext, stageId: string): void {
  const { logicalId, body } = api;
  const plan = isTruthy(api.properties["Auth"]) ? readApiAuth(api, context)["UsagePlan"] : undefined;
  if (plan === undefined || plan === null) return;
  const given = checkPlan(logicalId, plan);
  if (given["CreateUsagePlan"] === "NONE") return;
  const apiStage = { ApiId: { Ref: logicalId }, Stage: { Ref: stageId } };
  const stageKey = { RestApiId: { Ref: logicalId }, StageName: { Ref: stageId } };
  if (given["CreateUsagePlan"] === "PER_API") {
    write(api, context, {
      prefix: logicalId,
      given,
      attributes: passedOn(body),
      dependsOn: [logicalId],
      apiStages: [apiStage],
      stageKeys: [stageKey],
    });
    return;
  }
  const shared = context.sharedPlan;
  shared.apiIds.push(logicalId);
  shared.apiStages.push(apiStage);
  shared.stageKeys.push(stageKey);
  write(api, context, {
    prefix: "Serverless",
    given,
    attributes: sharedAttributes(shared, body, context),
    dependsOn: [...shared.apiIds],
    apiStages: [...shared.apiStages],
    stageKeys: [...shared.stageKeys],
  });
}

function checkPlan(apiId: string, plan: Value): ValueMap {
  if (!isValueMap(plan)) throw invalidResource(apiId, "'UsagePlan' must be a dictionary");
  if (!Object.keys(plan).every((key) => KEYS.has(key))) {
    throw invalidResource(apiId, "Invalid property for 'UsagePlan'");
  }
  const kind = plan["CreateUsagePlan"] ?? null;
  if (kind === null) {
    throw invalidResource(apiId, "'CreateUsagePlan' is a required field for UsagePlan.");
  }
  if (kind !== "SHARED" && kind !== "PER_API" && kind !== "NONE") {
    throw invalidResource(apiId, "'CreateUsagePlan' accepts one of ['SHARED', 'PER_API', 'NONE'].");
  }
  return plan;
}

interface Plan {
  readonly prefix: string;
  readonly given: ValueMap;
  readonly attributes: ValueMap;
  readonly dependsOn: Value[];
  readonly apiStages: Value[];
  readonly stageKeys: Value[];
}

function write({ logicalId }: ExpandedApi, context: ExpansionContext, plan: Plan): void {
  const { prefix, attributes } = plan;
  const ids = { plan: `${prefix}UsagePlan`, key: `${prefix}ApiKey`, bond: `${prefix}UsagePlanKey` };
  const copied = COPIED.filter((name) => isTruthy(plan.given[name]));
  addResource(context, logicalId, {
    id: ids.plan,
    type: "AWS::ApiGateway::UsagePlan",
    attributes: { ...attributes, DependsOn: plan.dependsOn },
    properties: {
      ...Object.fromEntries(copied.map((name) => [name, plan.given[name]])),
      ApiStages: plan.apiStages,
    },
  });
  addResource(context, logicalId, {
    id: ids.key,
    type: "AWS::ApiGateway::ApiKey",
    attributes: { ...attributes, DependsOn: [ids.plan] },
    properties: { Enabled: true, StageKeys: plan.stageKeys },
  });
  addResource(context, logicalId, {
    id: ids.bond,
    type: "AWS::ApiGateway::UsagePlanKey",
    attributes: { ...attributes, DependsOn: [ids.key] },
    properties: { KeyId: { Ref: ids.key }, KeyType: "API_KEY", UsagePlanId: { Ref: ids.plan } },
  });
  context.aliases.set(`${logicalId}.UsagePlan`, ids.plan);
  context.aliases.set(`${logicalId}.ApiKey`, ids.key);
  context.aliases.set(`${logicalId}.UsagePlanKey`, ids.bond);
}

/** The shared plan exists while one of its APIs does, and stays as long as the most careful of them. */
function sharedAttributes(shared: SharedUsagePlan, body: ValueMap, context: ExpansionContext): ValueMap {
  const keep = (name: string, stronger: (known: Value, other: Value) => boolean) => {
    const other = body[name];
    const known = shared.policies[name];
    if (isTruthy(other) && (known === undefined || stronger(known, other))) shared.policies[name] = other;
  };
  keep("DeletionPolicy", (_, other) => other === "Retain");
  keep(
    "UpdateReplacePolicy",
    (known, other) => other === "Retain" || (other === "Snapshot" && known === "Delete"),
  );
  const condition = body["Condition"];
  if (typeof condition === "string") shared.conditions.add(condition);
  else shared.always = true;
  const names = [...shared.conditions];
  if (shared.always || names.length === 0) {
    context.conditions.delete(SHARED_CONDITION);
    return { ...shared.policies };
  }
  const terms: Value[] = names.map((name) => ({ Condition: name }));
  context.conditions.set(SHARED_CONDITION, names.length === 1 ? (names[0] ?? "") : { "Fn::Or": terms });
  return { ...shared.policies, Condition: SHARED_CONDITION };
}
