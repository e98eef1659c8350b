import { type Check, check } from "../check.ts";
import { type DeployedResource, type Deployment, ofType } from "../deployment/deployment.ts";
import { type Json, type JsonObject, textAt, textsAt, valueAt } from "../deployment/json.ts";
import { tellSetting as tell } from "./tell-setting.ts";
import { guardingKeys, isAllow, isForEverybody, statementsOf } from "./trust.ts";

/** Where a type keeps the policy of a queue, topic, bus, key, secret or table. */
const POLICIES: Readonly<Record<string, readonly string[]>> = {
  "AWS::DynamoDB::Table": ["ResourcePolicy", "PolicyDocument"],
  "AWS::Events::EventBus": ["Policy"],
  "AWS::KMS::Key": ["KeyPolicy"],
  "AWS::KMS::ReplicaKey": ["KeyPolicy"],
  "AWS::SNS::TopicInlinePolicy": ["PolicyDocument"],
  "AWS::SNS::TopicPolicy": ["PolicyDocument"],
  "AWS::SQS::QueueInlinePolicy": ["PolicyDocument"],
  "AWS::SQS::QueuePolicy": ["PolicyDocument"],
  "AWS::SecretsManager::ResourcePolicy": ["ResourcePolicy"],
};

/** Condition keys that say who asks, or from where; others, as TLS, let everybody in who minds them. */
const SAYS_WHO = /^(?:aws:(?:principal|source|userid|username|federatedprovider)|kms:calleraccount$)/;

/** Queues, topics, buses, keys, secrets and tables, each by its own policy. */
export const DOORS: readonly Check[] = [
  check(
    "configuration",
    {
      id: "CFG-31",
      title: "No queue, topic, bus, key, secret or table is open to every account",
      severity: "critical",
      references: "V8.2.1 C732 SNS.4 SQS.3 KMS.5 SEC03-BP07",
      mode: "c",
      change:
        '- Principal: "*"\n+ Principal: { AWS: <role> }, or a Condition on aws:SourceArn or aws:PrincipalArn',
    },
    ({ deployment }, report) => {
      for (const { resource, member, statement } of doorStatements(deployment)) {
        if (!isOpen(statement)) report.held();
        else {
          const actions = textsAt(statement, "Action").join(", ") || "everything";
          tell(report, resource, member, `${resource.logicalId} lets every AWS account call ${actions}.`);
        }
      }
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-32",
      title: "Services reach queues, topics, buses, keys and secrets for this account only",
      severity: "medium",
      references: "V13.2.1 C441 SEC03-BP07",
      mode: "c",
      change: "+ Condition: { ArnLike: { aws:SourceArn: <what sends> } }",
    },
    ({ deployment }, report) => {
      for (const { resource, member, statement } of doorStatements(deployment)) {
        const services = textsAt(statement, "Principal", "Service");
        if (services.length === 0) continue;
        if (guardingKeys(statement).some((key) => SAYS_WHO.test(key))) report.held();
        else {
          const who = services.join(", ");
          tell(
            report,
            resource,
            member,
            `${resource.logicalId} lets in ${who} for every account that uses it.`,
          );
        }
      }
    },
  ),
];

interface DoorStatement {
  readonly resource: DeployedResource;
  readonly member: readonly string[];
  readonly statement: JsonObject;
}

/** What such policies allow. */
function doorStatements(deployment: Deployment): readonly DoorStatement[] {
  const of = (resource: DeployedResource, member: readonly string[], document: Json | undefined) =>
    statementsOf(document)
      .filter(isAllow)
      .map((statement) => ({ resource, member: member.slice(0, 1), statement }));
  const whole = ofType(deployment, ...Object.keys(POLICIES)).flatMap((resource) => {
    const member = POLICIES[resource.type] ?? [];
    return of(resource, member, valueAt(resource.properties, ...member));
  });
  const ofBuses = ofType(deployment, "AWS::Events::EventBusPolicy").flatMap((resource) =>
    of(resource, ["Statement"], { Statement: busStatement(resource.properties) }),
  );
  return [...whole, ...ofBuses];
}

/** Its former members say the same: an action, an account or `*`, a condition of one key. */
function busStatement({ Statement: statement, ...former }: JsonObject): Json {
  if (statement !== undefined) return statement;
  const { Principal: account = "", Action = "", Condition: condition } = former;
  const key = textAt(condition, "Key");
  return {
    Effect: "Allow",
    Principal: account === "*" ? "*" : { AWS: account },
    Action,
    ...(key === "" ? {} : { Condition: { StringEquals: { [key]: textAt(condition, "Value") } } }),
  };
}

function isOpen(statement: JsonObject): boolean {
  const isForAll = isForEverybody(statement) || statement["NotPrincipal"] !== undefined;
  return isForAll && !guardingKeys(statement).some((key) => SAYS_WHO.test(key));
}
