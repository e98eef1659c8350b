import { createMatcher } from "../../iam/policies/matching/matcher.ts";
import { type Check, type CheckReport, check } from "../check.ts";
import { type DeployedResource, type Deployment, ofType } from "../deployment/deployment.ts";
import { documentOf, type JsonObject, objectsAt, textAt, textsAt } from "../deployment/json.ts";
import { guardingKeys, isAllow, isForEverybody, statementsOf, trustsWithout } from "./trust.ts";

/** With one of these a function makes itself administrator. */
const WAYS_UP = [
  "iam:PassRole",
  "iam:PutRolePolicy",
  "iam:AttachRolePolicy",
  "iam:CreatePolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "iam:CreateAccessKey",
  "lambda:UpdateFunctionCode",
  "lambda:AddPermission",
  "cloudformation:CreateStack",
  "cloudformation:UpdateStack",
  "cloudformation:ExecuteChangeSet",
  "cognito-idp:AdminAddUserToGroup",
  "cognito-idp:AdminSetUserPassword",
  "cognito-idp:UpdateUserPoolClient",
];

/** Actions that have no resources: `*` is the only way to allow them. */
const WITHOUT_RESOURCES = [
  "xray:PutTraceSegments",
  "xray:PutTelemetryRecords",
  "xray:GetSampling*",
  "cloudwatch:PutMetricData",
  "ec2:*NetworkInterface*",
  "ec2:Describe*",
  "iot:DescribeEndpoint",
  "s3:ListAllMyBuckets",
  "sts:GetCallerIdentity",
  "logs:DescribeLogGroups",
  "ses:GetSendQuota",
  "ecr:GetAuthorizationToken",
  "tag:GetResources",
  "cognito-idp:ListUserPools",
];

const BROAD_MANAGED = /\/(?:AdministratorAccess|PowerUserAccess|IAMFullAccess|[A-Za-z0-9_]+FullAccess)$/;

/** Who may do what. */
export const POLICIES: readonly Check[] = [
  check(
    "configuration",
    {
      id: "CFG-15",
      title: "Roles name actions and resources",
      severity: "high",
      references: "V13.2.2 C250 IAM.1 IAM.21 SEC03-BP02",
      mode: "c",
      change: '- Action: "<service>:*"\n- Resource: "*"\n+ the actions it calls, on the resources it needs',
    },
    ({ deployment }, report) => {
      for (const grant of grantsOf(deployment)) {
        const broad = broadPart(grant.statement);
        if (broad === undefined) report.held();
        else tell(report, grant, `${grant.resource.logicalId} allows ${broad}.`);
      }
      for (const role of ofType(deployment, "AWS::IAM::Role")) {
        const broad = textsAt(role.properties, "ManagedPolicyArns").find((arn) => BROAD_MANAGED.test(arn));
        if (broad === undefined) continue;
        report.found({
          ...seen(role, "Policies"),
          what: `${role.logicalId} has the policy ${broad.slice(broad.lastIndexOf("/") + 1)}.`,
        });
      }
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-16",
      title: "No function can give itself more",
      severity: "critical",
      references: "V13.2.2 C269 SEC03-BP02",
      mode: "c",
      change: "- the action that leads up, or name the one resource it is for",
    },
    ({ deployment }, report) => {
      for (const grant of grantsOf(deployment)) {
        const actions = textsAt(grant.statement, "Action");
        const ups = WAYS_UP.filter((action) => actions.some((pattern) => matches(pattern, action)));
        // What CFG-15 tells as a wildcard is not told twice.
        if (ups.length === 0 || actions.includes("*")) report.held();
        else tell(report, grant, `${grant.resource.logicalId} may call ${ups.join(", ")}.`);
      }
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-17",
      title: "Roles are assumed by whom they are for",
      severity: "high",
      references: "V13.2.1 C441 SEC03-BP07",
      mode: "c",
      change: "+ Condition: { StringEquals: { cognito-identity.amazonaws.com:aud: <identity pool> } }",
    },
    ({ deployment }, report) => {
      for (const role of ofType(deployment, "AWS::IAM::Role")) {
        const fault = trustFault(role, deployment.accountId);
        if (fault === undefined) report.held();
        else report.found({ ...seen(role, "AssumeRolePolicyDocument"), what: `${role.logicalId} ${fault}.` });
      }
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-18",
      title: "Functions are called by whom they are for",
      severity: "high",
      references: "C441 Lambda.1 SEC03-BP07",
      mode: "c",
      change: "+ SourceArn: !GetAtt <what may call it>",
    },
    ({ deployment }, report) => {
      for (const [name, statements] of deployment.functionPolicies) {
        for (const statement of statements) {
          const fault = invokeFault(statement);
          if (fault === undefined) report.held();
          else
            report.found({
              ...seen(permissionOf(deployment, name, statement), "SourceArn"),
              what: `${name} may be called by ${fault}.`,
            });
        }
      }
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-28",
      title: "Devices have their own topics",
      severity: "high",
      references: "A5 V8.2.1 C863",
      mode: "c",
      change: "+ Resource: !Sub arn:${AWS::Partition}:iot:…:client/${iot:Connection.Thing.ThingName}",
    },
    ({ deployment }, report) => {
      for (const policy of ofType(deployment, "AWS::IoT::Policy")) {
        for (const statement of statementsOf(policy.properties["PolicyDocument"]).filter(isAllow)) {
          const actions = textsAt(statement, "Action");
          const resources = textsAt(statement, "Resource");
          const isBroad =
            actions.some((action) => action === "*" || action === "iot:*") || resources.includes("*");
          const unbound =
            actions.includes("iot:Connect") &&
            resources.some((arn) => arn.includes(":client/") && arn.includes("*") && !arn.includes("${"));
          if (!isBroad && !unbound) report.held();
          else {
            report.found({
              ...seen(policy, "PolicyDocument"),
              what: unbound
                ? `${policy.logicalId} lets a device connect under another one's name.`
                : `${policy.logicalId} allows everything on every topic.`,
            });
          }
        }
      }
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-30",
      title: "A private API says who may call it",
      severity: "high",
      references: "A5 C284 SEC03-BP07",
      mode: "c",
      change: "+ Condition: { StringEquals: { aws:SourceVpce: <endpoint> } }",
    },
    ({ deployment }, report) => {
      for (const api of deployment.apis) {
        if (!textsAt(api.settings, "endpointConfiguration", "types").includes("PRIVATE")) continue;
        const open = statementsOf(textAt(api.settings, "policy")).some(
          (statement) =>
            isAllow(statement) && isForEverybody(statement) && guardingKeys(statement).length === 0,
        );
        if (!open) report.held();
        else
          report.found({
            ...seen(api.resource, "Auth"),
            what: `The policy of ${api.resource.logicalId} lets everybody in whom the network lets through.`,
          });
      }
    },
  ),
];

interface Grant {
  readonly resource: DeployedResource;
  readonly member: readonly (string | number)[];
  readonly statement: JsonObject;
}

/** Statements that allow, of roles and policies of the stacks. */
function grantsOf(deployment: Deployment): readonly Grant[] {
  const inline = ofType(deployment, "AWS::IAM::Role").flatMap((resource) =>
    objectsAt(resource.properties, "Policies").flatMap((policy) =>
      grants(resource, policy["PolicyDocument"]),
    ),
  );
  const separate = ofType(deployment, "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy").flatMap((resource) =>
    grants(resource, resource.properties["PolicyDocument"]),
  );
  return [...inline, ...separate];
}

function grants(resource: DeployedResource, document: JsonObject[string]): readonly Grant[] {
  return statementsOf(documentOf(document))
    .filter(isAllow)
    .map((statement) => ({ resource, member: ["Policies"], statement }));
}

function broadPart(statement: JsonObject): string | undefined {
  const actions = textsAt(statement, "Action");
  const wide = actions.find((action) => action === "*" || action.endsWith(":*"));
  const resources = textsAt(statement, "Resource");
  if (wide !== undefined) return `the actions ${wide} on ${resources.join(", ")}`;
  if (statement["NotAction"] !== undefined || statement["NotResource"] !== undefined)
    return "everything but what it names";
  if (!resources.includes("*")) return undefined;
  const needless = actions.filter((action) => !WITHOUT_RESOURCES.some((pattern) => matches(pattern, action)));
  return needless.length === 0 ? undefined : `${needless.join(", ")} on every resource`;
}

/** As IAM compares actions: without regard to case, `*` and `?` for anything. */
function matches(pattern: string, action: string): boolean {
  const matcher = createMatcher(pattern.toLowerCase(), { wildcards: true, variables: false });
  return matcher(action.toLowerCase(), () => undefined);
}

function seen(resource: DeployedResource, member: string) {
  return { confidence: "seen in configuration" as const, resource, member: [member] };
}

function tell(report: CheckReport, { resource, member }: Grant, what: string): void {
  report.found({ confidence: "seen in configuration", resource, member, what });
}

function trustFault(role: DeployedResource, accountId: string): string | undefined {
  for (const statement of statementsOf(role.properties["AssumeRolePolicyDocument"]).filter(isAllow)) {
    const keys = guardingKeys(statement);
    if (isForEverybody(statement) && keys.length === 0) return "may be assumed by everybody";
    const foreign = textsAt(statement, "Principal", "AWS").find(
      (arn) => /\d{12}/.test(arn) && !arn.includes(accountId),
    );
    // Of an organization of one's own no external id is asked.
    const isInvited = keys.some((key) => key === "sts:externalid" || key.startsWith("aws:principalorg"));
    if (foreign !== undefined && !isInvited) return `may be assumed by ${foreign} without an external id`;
    const federated = textsAt(statement, "Principal", "Federated");
    if (federated.length > 0 && !keys.some((key) => key.endsWith(":aud"))) {
      return `trusts ${federated.join(", ")} without an aud`;
    }
    // Anybody has a repository or a cluster at a provider: its tokens are told apart by their subject.
    const provider = federated.find((name) => name.includes(":oidc-provider/"));
    if (provider !== undefined && !keys.some((key) => key.endsWith(":sub"))) {
      return `trusts whoever ${provider} knows: no sub is named`;
    }
  }
  return trustsWithout(role, "cognito-identity.amazonaws.com:amr") === true
    ? "trusts identity pools without an amr: guests are meant, too"
    : undefined;
}

/** `arn:aws:execute-api:eu-west-1:123456789012:*…`: the id of the API is left open. */
function isAnyApi(text: string): boolean {
  const [arn, , service, , , api = ""] = text.split(":");
  return arn === "arn" && service === "execute-api" && api.startsWith("*");
}

function invokeFault(statement: JsonObject): string | undefined {
  if (!isAllow(statement)) return undefined;
  const keys = guardingKeys(statement);
  if (isForEverybody(statement) && keys.length === 0) return "everybody";
  const services = textsAt(statement, "Principal", "Service");
  if (services.length === 0) return undefined;
  if (!keys.some((key) => key === "aws:sourcearn" || key === "aws:sourceaccount")) {
    return `${services.join(", ")} for anybody: neither SourceArn nor SourceAccount is named`;
  }
  const wild = JSON.stringify(statement["Condition"]).split('"').find(isAnyApi);
  return wild === undefined ? undefined : `every API: ${wild}`;
}

/** What in the stacks gave this right: a permission, else the function. */
function permissionOf(deployment: Deployment, name: string, statement: JsonObject): DeployedResource {
  const own = ofType(deployment, "AWS::Lambda::Permission").filter(
    ({ properties }) =>
      properties["FunctionName"] === name || textAt(properties, "FunctionName").endsWith(`:${name}`),
  );
  const found =
    own.find(({ physicalId }) => physicalId === textAt(statement, "Sid")) ??
    own.find(({ properties }) =>
      textsAt(statement, "Principal", "Service").includes(textAt(properties, "Principal")),
    );
  const [fallback] = ofType(deployment, "AWS::Lambda::Function").filter(
    ({ physicalId }) => physicalId === name,
  );
  return (
    found ??
    fallback ?? {
      stack: "",
      logicalId: name,
      physicalId: name,
      type: "AWS::Lambda::Function",
      properties: {},
      metadata: {},
      deletionPolicy: "",
    }
  );
}
