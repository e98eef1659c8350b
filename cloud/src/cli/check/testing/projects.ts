import type { CheckedProject } from "./checked-project.ts";
import { TRANSFORMED } from "./transformed-projects.ts";

const SAM = "Transform: AWS::Serverless-2016-10-31";
const NODE = "Globals: { Function: { Handler: index.handler, CodeUri: src/, Runtime: nodejs22.x } }";

export const WAF = `Resources:
  Firewall:
    Type: AWS::WAFv2::WebACL
    Properties: { Scope: REGIONAL }
  Site:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Enabled: true
        WebACLId: !GetAtt Firewall.Arn
        DefaultCacheBehavior: { TargetOriginId: site, ViewerProtocolPolicy: allow-all }
        Origins: [{ Id: site, DomainName: site.example.com }]
`;

const STAGED = `${SAM}
Parameters: { Stage: { Type: String, Default: dev } }
Conditions: { Prod: !Equals [!Ref Stage, prod] }
Resources:
  Queue: { Type: AWS::Kinesis::Stream, Condition: Prod }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: !If [Prod, dotnet8, nodejs22.x]
      Handler: index.handler
      CodeUri: src/
      VpcConfig: !If [Prod, { SubnetIds: [subnet-1], SecurityGroupIds: [sg-1] }, !Ref AWS::NoValue]
`;

const RETIRED = `${SAM}
Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs16.x, Handler: a.b, CodeUri: src/ } }
`;

export const PROJECTS: readonly CheckedProject[] = [
  {
    name: "all of it runs",
    template: `${SAM}
${NODE}
Resources:
  Pool: { Type: AWS::Cognito::UserPool }
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref Pool, ExplicitAuthFlows: [ALLOW_USER_SRP_AUTH, ALLOW_REFRESH_TOKEN_AUTH] }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth: { DefaultAuthorizer: Pool, Authorizers: { Pool: { UserPoolArn: !GetAtt Pool.Arn } } }
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Events: { Get: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /x, Method: get } } } }
`,
    exitCode: 0,
  },
  {
    name: "edges are held",
    template: `${SAM}
${NODE}
Resources:
  Board: { Type: AWS::CloudWatch::Dashboard, Properties: { DashboardBody: "{}" } }
  Certificate: { Type: AWS::CertificateManager::Certificate, Properties: { DomainName: a.example.com } }
  Name:
    Type: AWS::ApiGateway::DomainName
    Properties: { DomainName: a.example.com, RegionalCertificateArn: !Ref Certificate }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      VpcConfig: { SubnetIds: [subnet-1], SecurityGroupIds: [sg-1] }
`,
    exitCode: 0,
    held: ["4 Board", "5 Certificate", "6 Name", "12 Fn VpcConfig"],
  },
  {
    name: "data and events",
    template: `Resources:
  Orders: { Type: AWS::Kinesis::Stream }
  News: { Type: AWS::Firehose::DeliveryStream }
  Trail: { Type: AWS::StepFunctions::StateMachine }
  Board: { Type: AWS::CloudWatch::Dashboard, Properties: { DashboardBody: !Sub "\${Orders}" } }
`,
    exitCode: 1,
    unsupported: [
      "2 Orders: the type AWS::Kinesis::Stream",
      "3 News: the type AWS::Firehose::DeliveryStream",
      "4 Trail: the type AWS::StepFunctions::StateMachine",
    ],
    held: ["5 Board"],
  },
  {
    name: "guards are never held",
    template: `Resources:
  Firewall: { Type: AWS::WAFv2::WebACL, Properties: { Scope: REGIONAL } }
  Attached: { Type: AWS::WAFv2::WebACLAssociation, Properties: { WebACLArn: !GetAtt Firewall.Arn, ResourceArn: a } }
  Name:
    Type: AWS::ApiGateway::DomainName
    Properties:
      DomainName: a.example.com
      MutualTlsAuthentication: { TruststoreUri: "s3://trust/store.pem" }
`,
    exitCode: 1,
    unsupported: [
      "2 Firewall: the type AWS::WAFv2::WebACL",
      "3 Attached: the type AWS::WAFv2::WebACLAssociation",
      "8 Name: the property MutualTlsAuthentication of AWS::ApiGateway::DomainName",
    ],
    held: ["4 Name"],
  },
  {
    name: "a web ACL that is left out",
    template: WAF,
    arguments: { leaveOut: ["AWS::WAFv2::WebACL"] },
    exitCode: 0,
    held: ["5 Site"],
    leftOut: ["2 Firewall"],
  },
  {
    name: "a web ACL that is left out and named by a function",
    template: `${SAM}
${NODE}
${WAF}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Environment: { Variables: { ACL: !GetAtt Firewall.Arn } }
`,
    arguments: { leaveOut: ["AWS::WAFv2::WebACL"] },
    exitCode: 1,
    unsupported: ["19 Fn: refers to Firewall, which is left out"],
    held: ["7 Site"],
    leftOut: ["4 Firewall"],
  },
  {
    name: "languages that are not here",
    template: `${SAM}
Resources:
  Coffee:
    Type: AWS::Serverless::Function
    Properties: { Runtime: dotnet8, Handler: a.b, CodeUri: src/ }
  Gem: { Type: AWS::Lambda::Function, Properties: { Runtime: dotnet10, Handler: a.b, Role: !GetAtt CoffeeRole.Arn, Code: { ZipFile: x } } }
  Box: { Type: AWS::Serverless::Function, Properties: { PackageType: Image, ImageUri: x } }
  Crab:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: dotnet7 }
    Properties: { Runtime: provided.al2023, Handler: a.b, CodeUri: src/ }
`,
    exitCode: 1,
    unsupported: [
      "5 Coffee: the runtime dotnet8",
      "6 Gem: the runtime dotnet10",
      "7 Box: a function that is a container image",
      '10 Crab: the build method "dotnet7"',
    ],
  },
  {
    name: "serverless types, properties and events",
    template: `${SAM}
${NODE}
Resources:
  Machine: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: x.json } }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      AlwaysDeploy: true
      DefinitionBody: { swagger: "2.0", info: { title: a }, paths: { /x: { get: { x-amazon-apigateway-integration: { type: mock } } } } }
  Fn:
    Type: AWS::Serverless::Function
    Connectors: { C: { Properties: { Destination: { Id: Machine }, Permissions: [Read] } } }
    Properties:
      Environment: { Variables: { MACHINE: !Ref Machine } }
      Events:
        Log: { Type: CloudWatchLogs, Properties: { LogGroupName: a, FilterPattern: b } }
        Kafka: { Type: MSK, Properties: { Stream: a, StartingPosition: LATEST } }
`,
    exitCode: 1,
    unsupported: [
      "4 Machine: the type AWS::Serverless::StateMachine",
      "9 Api: the property AlwaysDeploy of AWS::Serverless::Api",
      "13 Fn: the attribute Connectors",
      "17 FnLog: the type AWS::Logs::SubscriptionFilter",
      "18 Fn: the event Kafka of type MSK",
    ],
  },
  {
    name: "integrations and settings of an API",
    template: `${SAM}
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      DefinitionBody:
        swagger: "2.0"
        info: { title: Mapped }
        paths:
          /x:
            get: { x-amazon-apigateway-integration: { type: http, uri: "http://x", httpMethod: GET } }
  Network: { Type: AWS::ApiGateway::RestApi, Properties: { Name: own, EndpointConfiguration: { Types: [PRIVATE] } } }
  Plain: { Type: AWS::ApiGateway::RestApi, Properties: { Name: plain, ApiKeySourceType: AUTHORIZER } }
`,
    exitCode: 1,
    unsupported: [
      "12 Api: the integration HTTP of GET /x",
      "13 Network: the endpoint type PRIVATE",
      "14 Plain: ApiKeySourceType AUTHORIZER",
    ],
  },
  {
    name: "policies, and settings of a pool",
    template: `${SAM}
${NODE}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Policies: ["arn:aws:iam::aws:policy/NobodyHasThisPolicy", AWSLambdaBasicExecutionRole]
  Pool: { Type: AWS::Cognito::UserPool, Properties: { UserPoolAddOns: { AdvancedSecurityMode: ENFORCED } } }
`,
    exitCode: 1,
    unsupported: [
      "7 FnRole: the managed policy NobodyHasThisPolicy",
      "8 Pool: UserPoolAddOns.AdvancedSecurityMode ENFORCED",
    ],
  },
  {
    name: "functions, parameters and transforms of the template",
    template: `Transform: [OwnMacro]
Parameters:
  Image: { Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /a }
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: "{{resolve:ssm-secure:bucket}}"
      Tags: [{ Key: a, Value: !GetStackOutput { StackName: a, OutputName: b } }]
`,
    exitCode: 1,
    unsupported: [
      "1 the transform OwnMacro",
      "3 the type AWS::SSM::Parameter::Value<AWS::EC2::Image::Id> of the parameter Image",
      "8 Bucket: the dynamic reference {{resolve:ssm-secure:bucket}}",
      "9 Bucket: the function Fn::GetStackOutput",
    ],
  },
  {
    name: "attributes of resources",
    template: `Resources:
  Bucket:
    Type: AWS::S3::Bucket
    DeletionPolicy: Snapshot
    Properties: { ReplicationConfiguration: { Role: a, Rules: [] } }
  Topic: { Type: AWS::CloudWatch::Dashboard, UpdatePolicy: {}, Properties: { DashboardBody: "{}" } }
`,
    exitCode: 1,
    unsupported: [
      "4 Bucket: DeletionPolicy: Snapshot",
      "5 Bucket: the property ReplicationConfiguration of AWS::S3::Bucket",
      "6 Topic: the attribute UpdatePolicy",
    ],
    held: ["6 Topic"],
  },
  { name: "what a condition leaves out", template: STAGED, exitCode: 0 },
  {
    name: "what a parameter lets in",
    template: STAGED,
    arguments: { parameters: ["Stage=prod"] },
    exitCode: 1,
    unsupported: ["5 Queue: the type AWS::Kinesis::Stream", "9 Fn: the runtime dotnet8"],
    held: ["12 Fn VpcConfig"],
  },
  {
    name: "no YAML",
    template: "Resources:\n  A: { Type: x\n  B: 1\n",
    exitCode: 2,
    mistakes: [/^3 .*YAML not well-formed/],
  },
  {
    name: "references to nothing",
    template: "Resources:\n  A: { Type: AWS::S3::Bucket, Properties: { BucketName: !Ref Nothing } }\n",
    exitCode: 2,
    mistakes: [/^2 .*Unresolved resource dependencies \[Nothing\]/],
  },
  {
    name: "an attribute that is none",
    template:
      "Resources:\n  Jobs: { Type: AWS::SQS::Queue }\nOutputs:\n  Jobs:\n    Value: !GetAtt Jobs.ARN\n",
    exitCode: 2,
    mistakes: [/^5 .*resource Jobs does not support attribute type ARN in Fn::GetAtt/],
  },
  {
    name: "resources that wait for each other",
    template: `Resources:
  One: { Type: AWS::SQS::Queue, DependsOn: Other }
  Other: { Type: AWS::SQS::Queue, DependsOn: One }
`,
    exitCode: 2,
    mistakes: [/^2 .*Circular dependency between resources/],
  },
  {
    name: "a wrong property and a type that is not here",
    template: `${SAM}
${NODE}
Resources:
  Queue: { Type: AWS::Kinesis::Stream }
  Fn: { Type: AWS::Serverless::Function, Properties: { Timeot: 3 } }
`,
    exitCode: 2,
    unsupported: ["4 Queue: the type AWS::Kinesis::Stream"],
    mistakes: [/^5 .*property Timeot not defined/],
  },
  {
    name: "values that AWS refuses",
    template: `Resources:
  Board: { Type: AWS::CloudWatch::Dashboard, Properties: { DashboardBody: "{}", Colour: red } }
  Log: { Type: AWS::Logs::LogGroup, Properties: { RetentionInDays: 4 } }
  Pool: { Type: AWS::Cognito::UserPool, Properties: { MfaConfiguration: sometimes } }
`,
    exitCode: 2,
    held: ["2 Board"],
    mistakes: [
      /^2 .*extraneous key \[Colour\]/s,
      /^3 .*RetentionInDays: failed validation constraint/s,
      /^4 .*mfaConfiguration/,
    ],
  },
  {
    name: "a parameter without a value",
    template:
      "Parameters: { Name: { Type: String } }\nResources: { B: { Type: AWS::S3::Bucket, Properties: { BucketName: !Ref Name } } }\n",
    exitCode: 2,
    mistakes: [/^1 Parameters: \[Name\] must have values/],
  },
  {
    name: "code that is not there",
    template: `${SAM}
Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, Handler: a.b, CodeUri: nowhere/ } }
`,
    exitCode: 2,
    mistakes: [/^3 CodeUri points at .*nowhere, which does not exist$/],
  },
  { name: "a runtime that AWS has retired", template: RETIRED, exitCode: 2, mistakes: [/^3 .*nodejs16\.x/] },
  {
    name: "a retired runtime that is taken",
    template: RETIRED,
    arguments: { allowRetiredRuntimes: true },
    exitCode: 0,
  },
  ...TRANSFORMED,
];
