import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { IoTDataPlaneClient } from "@aws-sdk/client-iot-data-plane";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import type { ProductFacts } from "./product.ts";

type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** SDK clients as a person would set them up: endpoint, region, credentials, nothing else. */
export function clientsFor(facts: ProductFacts, credentials: Credentials = facts.credentials) {
  const settings = { endpoint: facts.endpoint, region: facts.region, credentials, maxAttempts: 1 };
  return {
    cloudformation: new CloudFormationClient(settings),
    cognito: new CognitoIdentityProviderClient(settings),
    iotData: new IoTDataPlaneClient(settings),
    lambda: new LambdaClient(settings),
    s3: new S3Client(settings),
    sns: new SNSClient(settings),
    sqs: new SQSClient(settings),
    sts: new STSClient(settings),
  };
}

/** What an AWS call was refused with; fails the test when it was accepted. */
export async function refusalOf(
  call: Promise<unknown>,
): Promise<{ name: string; message: string; status: number }> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode ?? 0 };
  }
  throw new Error("The call was accepted; it should have been refused.");
}
