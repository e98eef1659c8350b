import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, member, type ValueMap } from "../template/value.ts";
import { type ErrorCollector, invalidResource } from "./expansion/errors.ts";
import {
  type DeploymentPreference,
  defined,
  type ExpansionContext,
  putResource,
} from "./expansion/expansion-context.ts";
import { isTruthy } from "./expansion/python.ts";
import { branchesOf, isIf, isIntrinsic, isNoValue } from "./expansion/values.ts";
import { POLICY_ARN } from "./roles/policies.ts";
import { trust } from "./roles/role-policies.ts";
import { anyOf } from "./swagger/conditions.ts";
import type { PublishedAlias } from "./version-alias.ts";

const APPLICATION_ID = "ServerlessDeploymentApplication";
const SERVICE_ROLE_ID = "CodeDeployServiceRole";
const CONDITION = "ServerlessCodeDeployCondition";

/** The alias hands its traffic to CodeDeploy; the deployment group is made with the others, last. */
export function movesTraffic(
  preference: DeploymentPreference,
  alias: PublishedAlias | undefined,
  context: ExpansionContext,
): void {
  const body = alias && context.resources.get(alias.id);
  if (alias === undefined || !isValueMap(body)) {
    throw invalidResource(
      preference.logicalId,
      "'DeploymentPreference' requires AutoPublishAlias property to be specified.",
    );
  }
  context.resources.set(alias.id, { ...body, UpdatePolicy: aliasUpdatePolicy(preference) });
  context.preferences.set(preference.logicalId, preference);
}

/** What all preferences of a template share, and the deployment group of each. */
export function addDeploymentGroups(context: ExpansionContext, errors: ErrorCollector): void {
  const preferences = [...context.preferences.values()];
  const [first] = preferences;
  if (first === undefined) return;
  const Condition = anyOf(
    preferences.map(({ condition }) => condition),
    CONDITION,
    context,
  );
  const put = (id: string, Type: string, Properties: ValueMap) => {
    const tags = mergedTags(preferences);
    const all = defined({ ...Properties, Tags: tags.length > 0 ? tags : undefined });
    putResource(context, first.logicalId, { id, body: defined({ Type, Condition, Properties: all }) });
  };
  put(APPLICATION_ID, "AWS::CodeDeploy::Application", { ComputePlatform: "Lambda" });
  if (!preferences.every(({ role }) => isTruthy(role))) {
    put(SERVICE_ROLE_ID, "AWS::IAM::Role", {
      AssumeRolePolicyDocument: trust("codedeploy.amazonaws.com"),
      ManagedPolicyArns: [`${POLICY_ARN}service-role/AWSCodeDeployRoleForLambda`],
    });
  }
  for (const preference of preferences) {
    const { logicalId } = preference;
    errors.attempt(() =>
      putResource(context, logicalId, { id: groupId(logicalId), body: deploymentGroup(preference) }),
    );
  }
}

/** The tags of all functions; of one key, the last. */
function mergedTags(preferences: readonly DeploymentPreference[]): Value[] {
  const all = preferences.flatMap(({ tags }) => tags.filter(isValueMap));
  return [...new Map(all.map((tag) => [tag["Key"], tag])).values()];
}

/** The attribute by which an alias hands its traffic to CodeDeploy. */
function aliasUpdatePolicy({ logicalId, hooks }: DeploymentPreference): ValueMap {
  return {
    CodeDeployLambdaAliasUpdate: defined({
      ApplicationName: { Ref: APPLICATION_ID },
      DeploymentGroupName: { Ref: groupId(logicalId) },
      BeforeAllowTrafficHook: member(hooks, "PreTraffic") ?? undefined,
      AfterAllowTrafficHook: member(hooks, "PostTraffic") ?? undefined,
    }),
  };
}

const groupId = (logicalId: string) => `${logicalId}DeploymentGroup`;

/** The deployment group of one function. */
function deploymentGroup(preference: DeploymentPreference): ValueMap {
  const { condition, role, tags, triggers, type } = preference;
  return defined({
    Type: "AWS::CodeDeploy::DeploymentGroup",
    Condition: condition,
    Properties: defined({
      AlarmConfiguration: alarmConfiguration(preference),
      ApplicationName: { Ref: APPLICATION_ID },
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"],
      },
      DeploymentConfigName: namedConfig(type),
      DeploymentStyle: { DeploymentType: "BLUE_GREEN", DeploymentOption: "WITH_TRAFFIC_CONTROL" },
      ServiceRoleArn: isTruthy(role) ? role : { "Fn::GetAtt": [SERVICE_ROLE_ID, "Arn"] },
      TriggerConfigurations: isTruthy(triggers) ? triggers : undefined,
      Tags: tags.length > 0 ? tags : undefined,
    }),
  });
}

function alarmConfiguration({ logicalId, alarms }: DeploymentPreference): Value | undefined {
  if (!isTruthy(alarms) || isNoValue(alarms)) return undefined;
  if (!isIf(alarms)) return alarmsOf(logicalId, alarms);
  const branches = branchesOf(alarms);
  if (branches === undefined) throw invalidResource(logicalId, "Fn::If requires 3 arguments");
  const [condition, yes, no] = branches;
  return { "Fn::If": [condition, alarmsOf(logicalId, yes), alarmsOf(logicalId, no)] };
}

function alarmsOf(logicalId: string, alarms: Value): Value {
  if (!Array.isArray(alarms)) throw invalidResource(logicalId, "Alarms must be a list");
  if (alarms.length === 0 || isNoValue(alarms[0])) return {};
  return { Enabled: true, Alarms: alarms.map((Name) => ({ Name })) };
}

const PREDEFINED: ReadonlySet<Value> = new Set([
  "AllAtOnce",
  "Canary10Percent5Minutes",
  "Canary10Percent10Minutes",
  "Canary10Percent15Minutes",
  "Canary10Percent30Minutes",
  "Linear10PercentEvery1Minute",
  "Linear10PercentEvery2Minutes",
  "Linear10PercentEvery3Minutes",
  "Linear10PercentEvery10Minutes",
]);

/** The names of SAM are those of CodeDeploy with something before them. */
function namedConfig(type: Value, insideOf?: string): Value {
  if (Array.isArray(type)) return type.map((item) => namedConfig(item));
  if (isIntrinsic(type)) {
    return Object.fromEntries(Object.entries(type).map(([name, inner]) => [name, namedConfig(inner, name)]));
  }
  if (!PREDEFINED.has(type)) return type;
  const argument: Value = ["CodeDeployDefault.Lambda${ConfigName}", { ConfigName: type }];
  return insideOf === "Fn::Sub" ? argument : { "Fn::Sub": argument };
}
