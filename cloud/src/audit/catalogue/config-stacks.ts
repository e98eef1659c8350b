import { type Check, type CheckReport, check } from "../check.ts";
import { type DeployedResource, type Deployment, ofType } from "../deployment/deployment.ts";
import { isOn, type JsonObject, objectAt, objectsAt, textAt, textsAt, valueAt } from "../deployment/json.ts";
import { tellSetting as tell } from "./tell-setting.ts";
import { conditionKeys, guardingKeys, isAllow, isForEverybody, statementsOf } from "./trust.ts";

/** No longer patched by AWS (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, November 2026). */
const DEPRECATED =
  /^(?:nodejs(?:[468]\.\d+|1[0-8]\.x|20\.x)?|python(?:2\.7|3\.[6-9])|ruby(?:2\.\d|3\.2)|java8|go1\.x|dotnetcore\d\.\d|dotnet[567]|provided)$/;

const SECRET_NAME = /(?:SECRET|PASSWORD|PASSWD|PRIVATE_?KEY|API_?KEY|ACCESS_?TOKEN)/i;
const SECRET_VALUE = /\bAKIA[0-9A-Z]{16}\b|-----BEGIN (?:RSA |EC )?PRIVATE KEY/;
/** A name or address of a secret is none. */
const REFERENCE = /^(?:arn:|\{\{|https?:|\/|$)|^[A-Za-z0-9-]+\/[A-Za-z0-9/_-]+$/;

/** What else the stacks are made of. */
export const STACK_SETTINGS: readonly Check[] = [
  check(
    "configuration",
    {
      id: "CFG-08",
      title: "What holds data is not deleted by a slip",
      severity: "medium",
      references: "Cognito.6 DynamoDB.6 C1188",
      mode: "c",
      change: "+ DeletionProtection: ACTIVE",
    },
    (context, report) => {
      if (context.declared.profile === "development") {
        return report.note("Deletion protection is asked for under the profile production.");
      }
      for (const pool of context.deployment.pools) {
        if (textAt(pool.settings, "DeletionProtection") === "ACTIVE") report.held();
        else
          tell(
            report,
            pool.resource,
            ["DeletionProtection"],
            `${pool.resource.logicalId} can be deleted with everybody in it.`,
          );
      }
      for (const table of ofType(context.deployment, "AWS::DynamoDB::Table")) {
        if (isOn(table.properties, "DeletionProtectionEnabled")) report.held();
        else
          tell(
            report,
            table,
            ["DeletionProtectionEnabled"],
            `${table.logicalId} can be deleted with everything in it.`,
          );
      }
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-19",
      title: "No secret stands in a template",
      severity: "high",
      references: "V13.3.1 C798 C526 SEC02-BP03",
      mode: "c",
      change: "+ a secret of Secrets Manager, and its ARN in the environment",
    },
    ({ deployment }, report) => {
      for (const resource of ofType(deployment, "AWS::Lambda::Function")) {
        for (const [name, value] of Object.entries(
          objectAt(resource.properties, "Environment", "Variables"),
        )) {
          const text = String(value);
          const isSecret = (SECRET_NAME.test(name) && !REFERENCE.test(text)) || SECRET_VALUE.test(text);
          if (!isSecret) report.held();
          else
            tell(
              report,
              resource,
              ["Environment", "Variables", name],
              `${resource.logicalId} has a secret in its environment: ${name}.`,
            );
        }
      }
      parameters(deployment, report);
      outputs(deployment, report);
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-20",
      title: "Runtimes are patched",
      severity: "medium",
      references: "V15.2.1 Lambda.2",
      mode: "c",
      change: "+ Runtime: nodejs24.x",
    },
    ({ deployment }, report) => {
      for (const resource of ofType(deployment, "AWS::Lambda::Function")) {
        const runtime = textAt(resource.properties, "Runtime");
        if (!DEPRECATED.test(runtime) || runtime === "") report.held();
        else
          tell(
            report,
            resource,
            ["Runtime"],
            `${resource.logicalId} runs on ${runtime}, which AWS no longer patches.`,
          );
      }
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-21",
      title: "No bucket is public",
      severity: "critical",
      references: "V8.2.1 C732 S3.1 S3.2 S3.3 S3.8 S3.12",
      mode: "c",
      change:
        "+ PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }",
    },
    ({ deployment }, report) => {
      for (const bucket of ofType(deployment, "AWS::S3::Bucket")) {
        const block = objectAt(bucket.properties, "PublicAccessBlockConfiguration");
        const open = BLOCKS.filter((name) => !isOn(block, name));
        const isDefault = Object.keys(block).length === 0;
        const policy = policiesOf(deployment, bucket).find(
          (statement) =>
            isAllow(statement) && isForEverybody(statement) && guardingKeys(statement).length === 0,
        );
        // A bucket that says nothing has all four (since April 2023).
        if ((open.length === 0 || isDefault) && policy === undefined) report.held();
        else {
          const said = [
            ...(open.length === 0 || isDefault ? [] : [`has ${open.join(", ")} off`]),
            ...(policy === undefined ? [] : [`lets everybody call ${textsAt(policy, "Action").join(", ")}`]),
          ];
          tell(
            report,
            bucket,
            ["PublicAccessBlockConfiguration"],
            `${bucket.logicalId} ${said.join(" and ")}.`,
          );
        }
      }
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-22",
      title: "Buckets take TLS only and are encrypted",
      severity: "medium",
      references: "V12.2.1 C319 C311 S3.5 S3.14 S3.17",
      mode: "c",
      change:
        '+ Effect: Deny\n+ Principal: "*"\n+ Action: s3:*\n+ Condition: { Bool: { aws:SecureTransport: false } }',
    },
    ({ deployment }, report) => {
      for (const bucket of ofType(deployment, "AWS::S3::Bucket")) {
        const isTlsOnly = policiesOf(deployment, bucket).some(
          (statement) =>
            statement["Effect"] === "Deny" && conditionKeys(statement).includes("aws:securetransport"),
        );
        if (isTlsOnly) report.held();
        else tell(report, bucket, [], `${bucket.logicalId} takes calls without TLS.`);
        const origins = objectsAt(bucket.properties, "CorsConfiguration", "CorsRules").flatMap((rule) =>
          textsAt(rule, "AllowedOrigins"),
        );
        if (textAt(bucket.properties, "VersioningConfiguration", "Status") !== "Enabled")
          report.note(`${bucket.logicalId} keeps no versions.`);
        if (origins.includes("*"))
          report.note(`${bucket.logicalId} lets pages of every site read answers (CORS *).`);
      }
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-26",
      title: "Own domains take TLS 1.2 and newer",
      severity: "medium",
      references: "V12.1.1 C326 APIGateway.11",
      mode: "c",
      change: "+ SecurityPolicy: TLS_1_2",
    },
    ({ deployment }, report) => {
      for (const domain of ofType(deployment, "AWS::ApiGateway::DomainName")) {
        const policy = textAt(domain.properties, "SecurityPolicy");
        if (/^(?:TLS_1_[23]|SecurityPolicy_TLS1[23]_)/.test(policy)) report.held();
        else tell(report, domain, ["SecurityPolicy"], `${domain.logicalId} takes ${policy || "TLS 1.0"}.`);
      }
    },
  ),
  check(
    "configuration",
    {
      id: "CFG-29",
      title: "Stacks are protected, and what runs is what the template says",
      severity: "low",
      references: "C1188",
      mode: "c",
      change:
        "aws cloudformation update-termination-protection --enable-termination-protection --stack-name <stack>",
    },
    (context, report) => {
      for (const [stack, isProtected] of context.deployment.terminationProtection) {
        const [resource] = context.deployment.resources.filter((one) => one.stack === stack);
        if (isProtected || context.declared.profile === "development" || resource === undefined)
          report.held();
        else
          tell(
            report,
            { ...resource, logicalId: stack, type: "AWS::CloudFormation::Stack" },
            [],
            `The stack ${stack} can be deleted.`,
          );
      }
      for (const { resource, settings } of context.deployment.pools) drift(report, resource, settings);
    },
  ),
];

const BLOCKS = ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"];

/** Statements of a bucket's own policy. */
function policiesOf(deployment: Deployment, bucket: DeployedResource): readonly JsonObject[] {
  return ofType(deployment, "AWS::S3::BucketPolicy")
    .filter(({ properties }) => properties["Bucket"] === bucket.physicalId)
    .flatMap(({ properties }) => statementsOf(properties["PolicyDocument"]));
}

function parameters(deployment: Deployment, report: CheckReport): void {
  for (const [stack, template] of deployment.templates) {
    for (const [name, definition] of Object.entries(objectAt(template, "Parameters"))) {
      if (!SECRET_NAME.test(name) || isOn(definition, "NoEcho")) continue;
      const [resource] = deployment.resources.filter((one) => one.stack === stack);
      if (resource === undefined) continue;
      tell(
        report,
        { ...resource, logicalId: name, type: "Parameter" },
        [],
        `The parameter ${name} is shown to everybody who may look at the stack: it has no NoEcho.`,
      );
    }
  }
}

function outputs(deployment: Deployment, report: CheckReport): void {
  for (const [stack, template] of deployment.templates) {
    for (const [name, output] of Object.entries(objectAt(template, "Outputs"))) {
      const text = JSON.stringify(valueAt(output, "Value") ?? "");
      if (!SECRET_VALUE.test(text) && !/"ClientSecret"|SecretAccessKey/.test(text)) continue;
      const [resource] = deployment.resources.filter((one) => one.stack === stack);
      if (resource === undefined) continue;
      tell(
        report,
        { ...resource, logicalId: name, type: "Output" },
        [],
        `The output ${name} shows a secret.`,
      );
    }
  }
}

/** What somebody may have changed past CloudFormation. */
function drift(report: CheckReport, resource: DeployedResource, settings: JsonObject): void {
  const paths = [
    ["MfaConfiguration"],
    ["DeletionProtection"],
    ["AdminCreateUserConfig", "AllowAdminCreateUserOnly"],
    ["Policies", "PasswordPolicy", "MinimumLength"],
  ];
  for (const path of paths) {
    const [wanted, actual] = [textAt(resource.properties, ...path), textAt(settings, ...path)];
    if (wanted === "" || wanted === actual) report.held();
    else
      tell(
        report,
        resource,
        path,
        `${path.join(".")} of ${resource.logicalId} is ${actual} and not ${wanted}, as the template says.`,
      );
  }
}
