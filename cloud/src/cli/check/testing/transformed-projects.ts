import type { CheckedProject } from "./checked-project.ts";

const SAM = "Transform: AWS::Serverless-2016-10-31";
const NODE = "Globals: { Function: { Handler: index.handler, CodeUri: src/, Runtime: nodejs22.x } }";

/** Projects of which a transform makes what is held or refused. */
export const TRANSFORMED: readonly CheckedProject[] = [
  {
    name: "the domain of an API is held, who may connect to it is not",
    template: `${SAM}
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      DefinitionBody: { swagger: "2.0", info: { title: a }, paths: { /x: { get: { x-amazon-apigateway-integration: { type: mock } } } } }
      Domain:
        DomainName: a.example.com
        CertificateArn: arn:aws:acm:eu-west-1:123456789012:certificate/a
        MutualTlsAuthentication: { TruststoreUri: "s3://trust/store.pem" }
        Route53: { HostedZoneId: Z1 }
`,
    exitCode: 1,
    unsupported: [
      "8 ApiGatewayDomainName6c21496336: the property MutualTlsAuthentication of AWS::ApiGateway::DomainName",
    ],
    held: ["3 ApiBasePathMapping", "8 ApiGatewayDomainName6c21496336", "8 RecordSetGroup0cf6d58763"],
  },
  {
    name: "loops, and names that are made, of the language extensions",
    template: `Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
${NODE}
Resources:
  Fn::ForEach::Buckets:
    - Name
    - [Red, Blue]
    - "\${Name}Bucket": { Type: AWS::S3::Bucket }
  Fn::ForEach::Workers:
    - Name
    - [Red]
    - "\${Name}Worker": { Type: AWS::Serverless::Function }
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      Environment: { Variables: { BUCKET: { Ref: { Fn::Join: ["", [Red, Bucket]] } } } }
Outputs:
  Arn: { Value: { Fn::GetAtt: [{ Fn::Join: ["", [Blue, Bucket]] }, Arn] } }
`,
    exitCode: 1,
    unsupported: ["8 RedWorker: local code of a function or layer in Fn::ForEach"],
  },
  {
    name: "a name that cannot be made",
    template: `Transform: AWS::LanguageExtensions
Resources:
  A: { Type: AWS::S3::Bucket }
Outputs:
  Arn: { Value: { Ref: { Ref: A } } }
`,
    exitCode: 2,
    mistakes: [/The function in Ref must not need a resource or an export/],
  },
  {
    name: "a private domain",
    template: `${SAM}
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      DefinitionBody: { swagger: "2.0", info: { title: a }, paths: { /x: { get: { x-amazon-apigateway-integration: { type: mock } } } } }
      Domain:
        DomainName: c.example.com
        CertificateArn: arn:aws:acm:eu-west-1:123456789012:certificate/a
        EndpointConfiguration: PRIVATE
`,
    exitCode: 1,
    unsupported: [
      "4 ApiBasePathMapping: the type AWS::ApiGateway::BasePathMappingV2",
      "8 ApiGatewayDomainNameV28dca64e4b6: the type AWS::ApiGateway::DomainNameV2",
    ],
  },
];
