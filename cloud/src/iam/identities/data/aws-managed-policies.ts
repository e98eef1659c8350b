import { createHash } from "node:crypto";
import type { ManagedPolicy } from "../managed-policy.ts";

/** Name with path → what it allows: the statements that AWS publishes, without those for its console. */
interface Entry {
  readonly name: string;
  readonly path: string;
  readonly description: string;
  readonly statements: readonly object[];
}

const allow = (actions: readonly string[], resource: string | readonly string[] = "*"): object => ({
  Effect: "Allow",
  Action: actions,
  Resource: resource,
});

const LOGS = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
const SERVICE_ROLE = "/service-role/";

const ENTRIES: readonly Entry[] = [
  {
    name: "AdministratorAccess",
    path: "/",
    description: "Provides full access to AWS services and resources.",
    statements: [allow(["*"])],
  },
  {
    name: "PowerUserAccess",
    path: "/",
    description:
      "Provides full access to AWS services and resources, but does not allow management of Users and groups.",
    statements: [
      {
        Effect: "Allow",
        NotAction: ["iam:*", "organizations:*", "account:*"],
        Resource: "*",
      },
      allow([
        "account:GetAccountInformation",
        "account:GetGovCloudAccountInformation",
        "account:GetPrimaryEmail",
        "account:ListRegions",
        "iam:CreateServiceLinkedRole",
        "iam:DeleteServiceLinkedRole",
        "iam:ListRoles",
        "organizations:DescribeEffectivePolicy",
        "organizations:DescribeOrganization",
      ]),
    ],
  },
  {
    name: "AmazonS3FullAccess",
    path: "/",
    description: "Provides full access to all buckets via the AWS Management Console.",
    statements: [allow(["s3:*", "s3-object-lambda:*"])],
  },
  {
    name: "AmazonS3ReadOnlyAccess",
    path: "/",
    description: "Provides read only access to all buckets via the AWS Management Console.",
    statements: [
      allow(["s3:Get*", "s3:List*", "s3:Describe*", "s3-object-lambda:Get*", "s3-object-lambda:List*"]),
    ],
  },
  {
    name: "AWSXrayWriteOnlyAccess",
    path: "/",
    description: "AWS X-Ray write only managed policy",
    statements: [
      allow([
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:GetSamplingStatisticSummaries",
      ]),
    ],
  },
  {
    name: "AmazonAPIGatewayPushToCloudWatchLogs",
    path: SERVICE_ROLE,
    description: "Allows API Gateway to push logs to user's account.",
    statements: [
      allow([
        ...LOGS,
        "logs:DescribeLogGroups",
        "logs:DescribeLogStreams",
        "logs:GetLogEvents",
        "logs:FilterLogEvents",
      ]),
    ],
  },
  {
    name: "AWSXRayDaemonWriteAccess",
    path: "/",
    description: "Allow the AWS X-Ray Daemon to relay raw trace segments data to the service's API.",
    statements: [
      allow([
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
        "xray:GetSamplingRules",
        "xray:GetSamplingTargets",
        "xray:GetSamplingStatisticSummaries",
      ]),
    ],
  },
  {
    name: "AmazonCognitoPowerUser",
    path: "/",
    description: "Provides administrative access to existing Amazon Cognito resources.",
    statements: [
      allow([
        "cognito-identity:*",
        "cognito-idp:*",
        "cognito-sync:*",
        "iam:ListRoles",
        "iam:ListOpenIdConnectProviders",
        "iam:GetRole",
        "iam:ListSAMLProviders",
        "iam:GetSAMLProvider",
        "kinesis:ListStreams",
        "lambda:GetPolicy",
        "lambda:ListFunctions",
        "sns:GetSMSSandboxAccountStatus",
        "sns:ListPlatformApplications",
        "ses:ListIdentities",
        "ses:GetIdentityVerificationAttributes",
        "mobiletargeting:GetApps",
        "acm:ListCertificates",
      ]),
    ],
  },
  {
    name: "AmazonCognitoReadOnly",
    path: "/",
    description: "Provides read only access to Amazon Cognito resources.",
    statements: [
      allow([
        "cognito-identity:Describe*",
        "cognito-identity:Get*",
        "cognito-identity:List*",
        "cognito-idp:Describe*",
        "cognito-idp:AdminGet*",
        "cognito-idp:AdminList*",
        "cognito-idp:List*",
        "cognito-idp:Get*",
        "cognito-sync:Describe*",
        "cognito-sync:Get*",
        "cognito-sync:List*",
        "iam:ListOpenIdConnectProviders",
        "iam:ListRoles",
        "sns:ListPlatformApplications",
      ]),
    ],
  },
  {
    name: "AWSLambdaExecute",
    path: "/",
    description: "Provides Put, Get access to S3 and full access to CloudWatch Logs.",
    statements: [
      allow(["logs:*"], "arn:aws:logs:*:*:*"),
      allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::*"),
    ],
  },
  {
    name: "AWSIoTDataAccess",
    path: "/",
    description: "Allows the AWS IoT data plane: connecting, publishing, subscribing and receiving.",
    statements: [allow(["iot:Connect", "iot:Publish", "iot:Subscribe", "iot:Receive"])],
  },
  {
    name: "AWSIoTFullAccess",
    path: "/",
    description: "This policy gives full access to the AWS IoT configuration and messaging actions.",
    statements: [allow(["iot:*", "iotjobsdata:*"])],
  },
  {
    name: "AWSLambdaBasicExecutionRole",
    path: SERVICE_ROLE,
    description: "Provides write permissions to CloudWatch Logs.",
    statements: [allow(LOGS)],
  },
  {
    name: "AWSLambdaVPCAccessExecutionRole",
    path: SERVICE_ROLE,
    description:
      "Provides minimum permissions for a Lambda function to execute while accessing a resource within a VPC.",
    statements: [
      allow([
        ...LOGS,
        "ec2:CreateNetworkInterface",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:DeleteNetworkInterface",
        "ec2:AssignPrivateIpAddresses",
        "ec2:UnassignPrivateIpAddresses",
      ]),
    ],
  },
  {
    name: "AWSLambdaSQSQueueExecutionRole",
    path: SERVICE_ROLE,
    description: "Provides receive message, delete message, and read attribute access to SQS queues.",
    statements: [allow(["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes", ...LOGS])],
  },
  {
    name: "AWSLambdaDynamoDBExecutionRole",
    path: SERVICE_ROLE,
    description:
      "Provides list and read access to DynamoDB streams and write permissions to CloudWatch logs.",
    statements: [
      allow([
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
        ...LOGS,
      ]),
    ],
  },
  {
    name: "AWSLambdaKinesisExecutionRole",
    path: SERVICE_ROLE,
    description: "Provides list and read access to Kinesis streams and write permissions to CloudWatch logs.",
    statements: [
      allow([
        "kinesis:DescribeStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:ListShards",
        "kinesis:ListStreams",
        "kinesis:SubscribeToShard",
        ...LOGS,
      ]),
    ],
  },
  {
    name: "AWSLambdaRole",
    path: SERVICE_ROLE,
    description: "Default policy for AWS Lambda service role.",
    statements: [allow(["lambda:InvokeFunction"])],
  },
  {
    name: "AmazonAPIGatewayPushToCloudWatchLogs",
    path: SERVICE_ROLE,
    description: "Allows API Gateway to push logs to user's account.",
    statements: [
      allow([
        "logs:CreateLogGroup",
        "logs:CreateLogStream",
        "logs:DescribeLogGroups",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents",
        "logs:GetLogEvents",
        "logs:FilterLogEvents",
      ]),
    ],
  },
];

/** AWS's ids are not published with the documents; these are stable and of the same form. */
function stableId(name: string): string {
  return `ANPA${createHash("sha256").update(name).digest("hex").toUpperCase().slice(0, 17)}`;
}

const PUBLISHED = Date.UTC(2015, 3, 9, 15, 3, 43);

/**
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const AWS_MANAGED_POLICIES: readonly ManagedPolicy[] = ENTRIES.map((entry) => ({
  arn: `arn:aws:iam::aws:policy${entry.path}${entry.name}`,
  id: stableId(entry.name),
  name: entry.name,
  path: entry.path,
  description: entry.description,
  versionId: "v1",
  document: JSON.stringify({ Version: "2012-10-17", Statement: entry.statements }),
  createdAt: PUBLISHED,
  updatedAt: PUBLISHED,
  tags: [],
}));
