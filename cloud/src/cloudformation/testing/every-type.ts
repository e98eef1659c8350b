import { zipSync } from "fflate";
import type { Value } from "../../core/ports/resource-provider.ts";
import type { RealCloud } from "./real-cloud.ts";

const TRUST = {
  Version: "2012-10-17",
  Statement: [
    {
      ...{ Effect: "Allow", Action: "sts:AssumeRole" },
      Principal: { Service: ["lambda.amazonaws.com", "scheduler.amazonaws.com"] },
    },
  ],
};
const POLICY = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::photos/*" }],
};
const ref = (logicalId: string) => ({ Ref: logicalId });
const arn = (logicalId: string) => ({ "Fn::GetAtt": [logicalId, "Arn"] });
const pool = { UserPoolId: ref("Pool") };
const api = { RestApiId: ref("Api") };

interface Sample {
  readonly Type: string;
  readonly Properties: { readonly [name: string]: Value };
  readonly DependsOn?: string;
}

/** Bucket of what code is made from. */
const PACKAGES = "packages-of-every-type";

/** One resource of each supported type, by logical id, as small as it can be. */
export const EVERY_TYPE: Readonly<Record<string, Sample>> = {
  Pool: { Type: "AWS::Cognito::UserPool", Properties: {} },
  Client: { Type: "AWS::Cognito::UserPoolClient", Properties: pool },
  Domain: { Type: "AWS::Cognito::UserPoolDomain", Properties: { ...pool, Domain: "home-of-all" } },
  Group: { Type: "AWS::Cognito::UserPoolGroup", Properties: { ...pool, GroupName: "Admins" } },
  Server: {
    Type: "AWS::Cognito::UserPoolResourceServer",
    Properties: { ...pool, Identifier: "gate", Name: "gate" },
  },
  Person: {
    Type: "AWS::Cognito::UserPoolUser",
    Properties: { ...pool, Username: "ada", MessageAction: "SUPPRESS" },
  },
  Membership: {
    Type: "AWS::Cognito::UserPoolUserToGroupAttachment",
    Properties: { ...pool, GroupName: ref("Group"), Username: ref("Person") },
  },
  Handle: { Type: "AWS::CloudFormation::WaitConditionHandle", Properties: {} },
  Wait: {
    Type: "AWS::CloudFormation::WaitCondition",
    Properties: { Handle: ref("Handle"), Count: 0, Timeout: "1" },
  },
  Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: TRUST } },
  Inline: {
    Type: "AWS::IAM::Policy",
    Properties: {
      PolicyName: "read",
      PolicyDocument: {
        ...POLICY,
        Statement: [...POLICY.Statement, { Effect: "Allow", Action: "sqs:*", Resource: "*" }],
      },
      Roles: [ref("Role")],
    },
  },
  Managed: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: POLICY } },
  Worker: {
    Type: "AWS::Lambda::Function",
    Properties: {
      Code: { ZipFile: "exports.handler = async () => 1;" },
      Handler: "index.handler",
      Role: arn("Role"),
      Runtime: "nodejs22.x",
    },
  },
  Polled: {
    Type: "AWS::Lambda::EventSourceMapping",
    Properties: { FunctionName: ref("Worker"), EventSourceArn: arn("Jobs") },
    DependsOn: "Inline",
  },
  Version: { Type: "AWS::Lambda::Version", Properties: { FunctionName: ref("Worker") } },
  Alias: {
    Type: "AWS::Lambda::Alias",
    Properties: {
      FunctionName: ref("Worker"),
      FunctionVersion: { "Fn::GetAtt": ["Version", "Version"] },
      Name: "live",
    },
  },
  Events: {
    Type: "AWS::Lambda::EventInvokeConfig",
    Properties: { FunctionName: ref("Worker"), Qualifier: "$LATEST", MaximumRetryAttempts: 1 },
  },
  Permission: {
    Type: "AWS::Lambda::Permission",
    Properties: {
      Action: "lambda:InvokeFunction",
      FunctionName: ref("Worker"),
      Principal: "apigateway.amazonaws.com",
    },
  },
  Address: {
    Type: "AWS::Lambda::Url",
    Properties: { AuthType: "AWS_IAM", TargetFunctionArn: arn("Worker") },
  },
  Layer: {
    Type: "AWS::Lambda::LayerVersion",
    Properties: { Content: { S3Bucket: PACKAGES, S3Key: "layer.zip" } },
  },
  LayerPermission: {
    Type: "AWS::Lambda::LayerVersionPermission",
    Properties: { Action: "lambda:GetLayerVersion", LayerVersionArn: ref("Layer"), Principal: "*" },
  },
  Lock: { Type: "AWS::KMS::Key", Properties: { Description: "of all" } },
  LockName: {
    Type: "AWS::KMS::Alias",
    Properties: { AliasName: "alias/of-all", TargetKeyId: ref("Lock") },
  },
  Log: { Type: "AWS::Logs::LogGroup", Properties: {} },
  Hidden: { Type: "AWS::SecretsManager::Secret", Properties: { GenerateSecretString: {} } },
  Sender: { Type: "AWS::SES::EmailIdentity", Properties: { EmailIdentity: "all@example.com" } },
  Sending: { Type: "AWS::SES::ConfigurationSet", Properties: { Name: "all" } },
  SendingTold: {
    Type: "AWS::SES::ConfigurationSetEventDestination",
    Properties: {
      ConfigurationSetName: ref("Sending"),
      EventDestination: {
        MatchingEventTypes: ["bounce"],
        EventBridgeDestination: { EventBusArn: "arn:aws:events:eu-west-1:123456789012:event-bus/default" },
      },
    },
  },
  Welcome: {
    Type: "AWS::SES::Template",
    Properties: { Template: { TemplateName: "all", SubjectPart: "Hello", TextPart: "Hello, {{name}}" } },
  },
  Stored: { Type: "AWS::SSM::Parameter", Properties: { Type: "String", Value: "v" } },
  Table: {
    Type: "AWS::DynamoDB::Table",
    Properties: {
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
    },
  },
  Bucket: { Type: "AWS::S3::Bucket", Properties: {} },
  BucketRules: {
    Type: "AWS::S3::BucketPolicy",
    Properties: {
      Bucket: ref("Bucket"),
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:DeleteObject",
            Resource: { "Fn::Sub": "${Bucket.Arn}/*" },
          },
        ],
      },
    },
  },
  Jobs: { Type: "AWS::SQS::Queue", Properties: {} },
  Clocks: { Type: "AWS::Scheduler::ScheduleGroup", Properties: {} },
  Daily: {
    Type: "AWS::Scheduler::Schedule",
    Properties: {
      GroupName: ref("Clocks"),
      ScheduleExpression: "rate(1 day)",
      FlexibleTimeWindow: { Mode: "OFF" },
      State: "DISABLED",
      Target: { Arn: arn("Jobs"), RoleArn: arn("Role") },
    },
  },
  Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "bus-of-all" } },
  BusRules: {
    Type: "AWS::Events::EventBusPolicy",
    Properties: {
      EventBusName: ref("Bus"),
      ...{ StatementId: "own", Action: "events:PutEvents", Principal: "123456789012" },
    },
  },
  Paid: {
    Type: "AWS::Events::Rule",
    Properties: {
      EventBusName: ref("Bus"),
      EventPattern: { source: ["shop"] },
      Targets: [{ Id: "jobs", Arn: arn("Jobs") }],
    },
  },
  JobsRules: {
    Type: "AWS::SQS::QueuePolicy",
    Properties: {
      Queues: [ref("Jobs")],
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Principal: "*", Action: "sqs:PurgeQueue", Resource: arn("Jobs") }],
      },
    },
  },
  Lamps: {
    Type: "AWS::IoT::TopicRule",
    Properties: {
      TopicRulePayload: {
        Sql: "SELECT * FROM 'lamps'",
        Actions: [{ Lambda: { FunctionArn: arn("Worker") } }],
      },
    },
  },
  News: { Type: "AWS::SNS::Topic", Properties: {} },
  NewsRules: {
    Type: "AWS::SNS::TopicPolicy",
    Properties: {
      Topics: [ref("News")],
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Principal: "*", Action: "sns:DeleteTopic", Resource: ref("News") }],
      },
    },
  },
  Subscribed: {
    Type: "AWS::SNS::Subscription",
    Properties: { TopicArn: ref("News"), Protocol: "sqs", Endpoint: arn("Jobs") },
  },
  Alarm: {
    Type: "AWS::CloudWatch::Alarm",
    Properties: {
      ComparisonOperator: "GreaterThanThreshold",
      EvaluationPeriods: 1,
      MetricName: "Errors",
      Namespace: "AWS/Lambda",
      Period: 60,
      Statistic: "Sum",
      Threshold: 1,
    },
  },
  Api: { Type: "AWS::ApiGateway::RestApi", Properties: { Name: "gate" } },
  Account: { Type: "AWS::ApiGateway::Account", Properties: {} },
  Path: {
    Type: "AWS::ApiGateway::Resource",
    Properties: { ...api, ParentId: { "Fn::GetAtt": ["Api", "RootResourceId"] }, PathPart: "gates" },
  },
  Method: {
    Type: "AWS::ApiGateway::Method",
    Properties: {
      ...api,
      ResourceId: ref("Path"),
      HttpMethod: "GET",
      AuthorizationType: "NONE",
      Integration: { Type: "MOCK" },
    },
  },
  Model: {
    Type: "AWS::ApiGateway::Model",
    Properties: { ...api, Name: "Gate", ContentType: "application/json", Schema: { type: "object" } },
  },
  Validator: { Type: "AWS::ApiGateway::RequestValidator", Properties: { ...api, Name: "all" } },
  Authorizer: {
    Type: "AWS::ApiGateway::Authorizer",
    Properties: {
      ...api,
      Name: "people",
      Type: "COGNITO_USER_POOLS",
      IdentitySource: "method.request.header.Authorization",
      ProviderARNs: [arn("Pool")],
    },
  },
  Denied: {
    Type: "AWS::ApiGateway::GatewayResponse",
    Properties: { ...api, ResponseType: "ACCESS_DENIED" },
  },
  Deployed: { Type: "AWS::ApiGateway::Deployment", Properties: api, DependsOn: "Method" },
  Stage: {
    Type: "AWS::ApiGateway::Stage",
    Properties: { ...api, DeploymentId: ref("Deployed"), StageName: "v1" },
  },
};

/** What `Fn::GetAtt` gives, by logical id, for those others name. */
const ATTRIBUTES = [
  "Jobs.Arn",
  "Jobs.QueueName",
  "News.TopicName",
  "Role.Arn",
  "Pool.Arn",
  "Bucket.Arn",
  "Version.Version",
  "Worker.Arn",
  "Api.RootResourceId",
] as const;

/** A template of these, whose outputs name them for templates of one. */
function templateOf(resources: Readonly<Record<string, Sample>>) {
  return {
    Resources: resources,
    Outputs: Object.fromEntries([
      ...Object.keys(resources).map((logicalId) => [logicalId, { Value: ref(logicalId) }]),
      ...ATTRIBUTES.map((name) => [name.replace(".", ""), { Value: { "Fn::GetAtt": name.split(".") } }]),
    ]),
  };
}

/** Makes one of every type; answers the outputs. */
export async function deployEveryType(
  cloud: Pick<RealCloud, "deploy" | "upload">,
): Promise<Readonly<Record<string, string>>> {
  const packages = { Type: "AWS::S3::Bucket", Properties: { BucketName: PACKAGES } };
  await cloud.deploy("packages", { Resources: { Packages: packages } });
  await cloud.upload(PACKAGES, "layer.zip", Buffer.from(zipSync({ "tool.js": Buffer.from("1") })));
  const made = await cloud.deploy("all", templateOf(EVERY_TYPE));
  if (typeof made === "string") throw new Error(made);
  return made;
}

/** Properties with the names that the outputs of the template of all give. */
export function named(value: Value, outputs: Readonly<Record<string, string>>): Value {
  if (Array.isArray(value)) return value.map((item) => named(item, outputs));
  if (typeof value !== "object" || value === null) return value;
  const { Ref: name, "Fn::GetAtt": attribute, "Fn::Sub": text } = value;
  if (typeof name === "string") return outputs[name] ?? "";
  if (Array.isArray(attribute)) return outputs[attribute.join("")] ?? "";
  if (typeof text === "string") return text.replace("${Bucket.Arn}", outputs["BucketArn"] ?? "");
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, named(item, outputs)]));
}
