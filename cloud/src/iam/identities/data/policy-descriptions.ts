/**
 * Descriptions of AWS's policies that AWS's reference prints; the published documents come without.
 * @see https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const POLICY_DESCRIPTIONS: ReadonlyMap<string, string> = new Map([
  ["AdministratorAccess", "Provides full access to AWS services and resources."],
  [
    "PowerUserAccess",
    "Provides full access to AWS services and resources, but does not allow management of Users and groups.",
  ],
  ["AmazonS3FullAccess", "Provides full access to all buckets via the AWS Management Console."],
  ["AmazonS3ReadOnlyAccess", "Provides read only access to all buckets via the AWS Management Console."],
  ["AmazonAPIGatewayPushToCloudWatchLogs", "Allows API Gateway to push logs to user's account."],
  ["AmazonCognitoPowerUser", "Provides administrative access to existing Amazon Cognito resources."],
  ["AmazonCognitoReadOnly", "Provides read only access to Amazon Cognito resources."],
  ["AWSXrayWriteOnlyAccess", "AWS X-Ray write only managed policy"],
  ["AWSLambdaExecute", "Provides Put, Get access to S3 and full access to CloudWatch Logs."],
  ["AWSIoTFullAccess", "This policy gives full access to the AWS IoT configuration and messaging actions"],
  ["AWSLambdaBasicExecutionRole", "Provides write permissions to CloudWatch Logs."],
  [
    "AWSLambdaVPCAccessExecutionRole",
    "Provides minimum permissions for a Lambda function to execute while accessing a resource within a VPC - create, describe, delete network interfaces and write permissions to CloudWatch Logs.",
  ],
  [
    "AWSLambdaSQSQueueExecutionRole",
    "Provides receive message, delete message, and read attribute access to SQS queues, and write permissions to CloudWatch logs.",
  ],
  [
    "AWSLambdaDynamoDBExecutionRole",
    "Provides list and read access to DynamoDB streams and write permissions to CloudWatch logs.",
  ],
  [
    "AWSLambdaKinesisExecutionRole",
    "Provides list and read access to Kinesis streams and write permissions to CloudWatch logs.",
  ],
  ["AWSLambdaRole", "Default policy for AWS Lambda service role."],
]);
