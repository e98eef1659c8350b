import { afterAll, describe, expect, test } from "vitest";
import { type RealCloud, realCloud } from "../testing/real-cloud.ts";

const cloud: RealCloud = realCloud();
afterAll(() => cloud.close());

const DISTRIBUTION = {
  Enabled: true,
  DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https" },
  Origins: [{ Id: "site", DomainName: "site.example.com" }],
};

/** Edges of a small project: names, a certificate, a network, watching, settings. */
const EDGES = (changes: object = {}) => ({
  Resources: {
    Board: { Type: "AWS::CloudWatch::Dashboard", Properties: { DashboardBody: "{}" } },
    Certificate: {
      Type: "AWS::CertificateManager::Certificate",
      Properties: { DomainName: "api.example.com", ValidationMethod: "DNS" },
    },
    Name: {
      Type: "AWS::ApiGateway::DomainName",
      Properties: {
        DomainName: "api.example.com",
        RegionalCertificateArn: { Ref: "Certificate" },
        EndpointConfiguration: { Types: ["REGIONAL"] },
      },
    },
    Record: {
      Type: "AWS::Route53::RecordSet",
      Properties: {
        Name: "api.example.com.",
        Type: "A",
        HostedZoneName: "example.com.",
        AliasTarget: {
          DNSName: { "Fn::GetAtt": ["Name", "RegionalDomainName"] },
          HostedZoneId: { "Fn::GetAtt": ["Name", "RegionalHostedZoneId"] },
        },
      },
    },
    Site: {
      Type: "AWS::CloudFront::Distribution",
      Properties: { DistributionConfig: { ...DISTRIBUTION, ...changes } },
    },
    Network: { Type: "AWS::EC2::VPC", Properties: { CidrBlock: "10.0.0.0/16" } },
    Subnet: {
      Type: "AWS::EC2::Subnet",
      Properties: { VpcId: { Ref: "Network" }, CidrBlock: "10.0.1.0/24" },
    },
    Group: {
      Type: "AWS::EC2::SecurityGroup",
      Properties: { GroupDescription: "functions", VpcId: { Ref: "Network" } },
    },
    Role: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } },
          ],
        },
        ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"],
      },
    },
    Worker: {
      Type: "AWS::Lambda::Function",
      Properties: {
        Code: { ZipFile: "exports.handler = async () => 1;" },
        Handler: "index.handler",
        Role: { "Fn::GetAtt": ["Role", "Arn"] },
        Runtime: "nodejs22.x",
        SnapStart: { ApplyOn: "None" },
        VpcConfig: {
          SubnetIds: [{ Ref: "Subnet" }],
          SecurityGroupIds: [{ "Fn::GetAtt": ["Group", "GroupId"] }],
        },
      },
    },
  },
  Outputs: {
    Board: { Value: { Ref: "Board" } },
    Certificate: { Value: { Ref: "Certificate" } },
    Target: { Value: { "Fn::GetAtt": ["Name", "RegionalDomainName"] } },
    Site: { Value: { "Fn::GetAtt": ["Site", "DomainName"] } },
    SiteId: { Value: { Ref: "Site" } },
    Block: { Value: { "Fn::GetAtt": ["Network", "CidrBlock"] } },
  },
});

describe("a stack whose edges are held", () => {
  test("CFN-HELD Ref and attributes have AWS's forms, and the list says what is held and why", async () => {
    const outputs = await cloud.deploy("edges", EDGES());

    expect(outputs).toEqual({
      Board: expect.stringMatching(/^edges-Board-\w+$/),
      Certificate: expect.stringMatching(/^arn:aws:acm:eu-west-1:123456789012:certificate\/[0-9a-f-]{36}$/),
      Target: expect.stringMatching(/^d-[a-z0-9]{10}\.execute-api\.eu-west-1\.amazonaws\.com$/),
      Site: expect.stringMatching(/^d[a-z0-9]{13}\.cloudfront\.net$/),
      SiteId: expect.stringMatching(/^E[A-Z0-9]{13}$/),
      Block: "10.0.0.0/16",
    });
    const held = cloud.engine.describe("edges")?.held ?? [];
    expect(held.map(({ logicalId, property = "" }) => `${logicalId} ${property}`.trim())).toEqual([
      "Board",
      "Certificate",
      "Group",
      "Name",
      "Network",
      "Record",
      "Site",
      "Subnet",
      "Worker SnapStart",
      "Worker VpcConfig",
    ]);
    expect(held.every(({ why }) => why !== "")).toBe(true);
  });

  test("CFN-HELD a change is an update that keeps ids and attributes; what AWS replaces is replaced", async () => {
    const before = await cloud.deploy("edges", EDGES());
    expect(await cloud.deploy("edges", EDGES({ Comment: "the site" }))).toEqual(before);

    const renamed = EDGES();
    renamed.Resources.Board.Properties = { DashboardBody: "{}", DashboardName: "mine" } as never;
    expect(await cloud.deploy("edges", renamed)).toEqual({ ...(before as object), Board: "mine" });
  });

  test("CFN-HELD a deletion leaves nothing", async () => {
    await cloud.engine.remove("edges");
    expect(cloud.engine.describe("edges")).toBeUndefined();
  });

  test.each<[string, string, object, RegExp]>([
    [
      "a property that AWS does not know",
      "AWS::CloudWatch::Dashboard",
      { DashboardBody: "{}", Colour: "red" },
      /extraneous key \[Colour\] is not permitted/,
    ],
    [
      "a required property that is missing",
      "AWS::CertificateManager::Certificate",
      {},
      /required key \[DomainName\] not found/,
    ],
    [
      "a value of another type",
      "AWS::EC2::VPC",
      { CidrBlock: "10.0.0.0/16", EnableDnsSupport: "maybe" },
      /expected type: Boolean/,
    ],
    [
      "what decides who connects",
      "AWS::ApiGateway::DomainName",
      { DomainName: "a.example.com", MutualTlsAuthentication: { TruststoreUri: "s3://b/k" } },
      /Resources\/Thing\/Properties\/MutualTlsAuthentication: property of AWS::ApiGateway::DomainName \(decides which clients may connect\)/,
    ],
    [
      "what decides which calls pass",
      "AWS::EC2::VPCEndpoint",
      { VpcId: "vpc-1", ServiceName: "com.amazonaws.eu-west-1.s3", PolicyDocument: {} },
      /PolicyDocument: property of AWS::EC2::VPCEndpoint \(decides which calls pass through it\)/,
    ],
    [
      "a web ACL",
      "AWS::WAFv2::WebACL",
      { Scope: "REGIONAL" },
      /Resources\/Thing: resource type AWS::WAFv2::WebACL \(filters requests\)/,
    ],
    ["a stream", "AWS::Kinesis::Stream", {}, /Resources\/Thing: resource type AWS::Kinesis::Stream[\];]/],
  ])("CFN-HELD %s is refused", async (_what, Type, Properties, expected) => {
    expect(await cloud.deploy("wrong", { Resources: { Thing: { Type, Properties } } })).toMatch(expected);
  });

  test("CFN-HELD properties that AWS has as attributes, too, are attributes", async () => {
    const template = {
      Resources: {
        App: { Type: "AWS::Amplify::App", Properties: { Name: "site" } },
        Branch: {
          Type: "AWS::Amplify::Branch",
          Properties: { AppId: { "Fn::GetAtt": ["App", "AppId"] }, BranchName: "main" },
        },
        Domain: {
          Type: "AWS::Amplify::Domain",
          Properties: {
            AppId: { "Fn::GetAtt": ["App", "AppId"] },
            DomainName: "example.com",
            SubDomainSettings: [{ BranchName: { "Fn::GetAtt": ["Branch", "BranchName"] }, Prefix: "www" }],
          },
        },
      },
      Outputs: {
        Address: { Value: { "Fn::Sub": "${Branch.BranchName}.${Domain.DomainName}" } },
      },
    };
    expect(await cloud.deploy("site", template)).toEqual({ Address: "main.example.com" });
  });

  test("CFN-HELD traffic of an alias moves at once, and the list says so", async () => {
    const published = (code: string, version: string, description: string) => ({
      Transform: "AWS::Serverless-2016-10-31",
      Resources: {
        Worker: {
          Type: "AWS::Serverless::Function",
          Properties: {
            InlineCode: code,
            Handler: "index.handler",
            Runtime: "nodejs22.x",
            AutoPublishAlias: "live",
            AutoPublishCodeSha256: version,
            VersionDescription: description,
            DeploymentPreference: {
              Type: "Canary10Percent5Minutes",
              Hooks: { PreTraffic: { Ref: "Before" } },
            },
          },
        },
        Before: {
          Type: "AWS::Serverless::Function",
          Properties: { InlineCode: "1", Handler: "index.handler", Runtime: "nodejs22.x" },
        },
      },
      Outputs: { Version: { Value: { "Fn::GetAtt": ["Worker.Version", "Version"] } } },
    });
    expect(await cloud.deploy("moved", published("1", "a".repeat(64), "one"))).toEqual({ Version: "1" });
    expect(await cloud.deploy("moved", published("2", "b".repeat(64), "two"))).toEqual({ Version: "2" });
    const { held = [] } = cloud.engine.describe("moved") ?? {};
    expect(held.map(({ logicalId, property = "" }) => `${logicalId} ${property}`.trim())).toEqual([
      "ServerlessDeploymentApplication",
      "WorkerAliaslive UpdatePolicy",
      "WorkerDeploymentGroup",
    ]);
    const gone = published("3", "c".repeat(64), "three");
    gone.Resources.Worker.Properties.DeploymentPreference.Hooks.PreTraffic.Ref = "Gone";
    expect(await cloud.deploy("moved", gone)).toMatch(/Unresolved resource dependencies \[Gone\]/);
  });

  test("CFN-HELD an attribute that the type has not is refused", async () => {
    const template = {
      Resources: { Board: { Type: "AWS::CloudWatch::Dashboard", Properties: { DashboardBody: "{}" } } },
      Outputs: { Arn: { Value: { "Fn::GetAtt": ["Board", "Arn"] } } },
    };
    expect(await cloud.deploy("wrong", template)).toMatch(/Board does not support attribute type Arn/);
  });
});

test("the names of a VPC endpoint can be taken apart, as templates do", async () => {
  const first = { "Fn::Select": ["0", { "Fn::GetAtt": ["Endpoint", "DnsEntries"] }] };
  const made = await cloud.deploy("endpoint", {
    Resources: {
      Endpoint: {
        Type: "AWS::EC2::VPCEndpoint",
        Properties: { VpcId: "vpc-1", ServiceName: "com.amazonaws.eu-west-1.execute-api" },
      },
    },
    Outputs: { Name: { Value: { "Fn::Select": ["1", { "Fn::Split": [":", first] }] } } },
  });
  expect(made).toEqual({
    Name: expect.stringMatching(/^vpce-[0-9a-f]{17}-[0-9a-z]{8}\.vpce\.eu-west-1\.vpce\.amazonaws\.com$/),
  });
});
