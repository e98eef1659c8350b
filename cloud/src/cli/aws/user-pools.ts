import { AwsError } from "../../core/errors.ts";
import { type Aws, type AwsService, sendSigned } from "./send-signed.ts";

const COGNITO: AwsService = {
  title: "Cognito",
  prefix: "cognito-idp",
  variable: "COGNITO_IDENTITY_PROVIDER",
  signingName: "cognito-idp",
};

export interface UserPoolFacts {
  /** About; Cognito counts now and then. */
  readonly people: number;
  readonly isProtected: boolean;
}

/** Calls an operation of a user pool. Throws AwsError with the code and text of a refusal. */
export async function callUserPools<Output>(aws: Aws, operation: string, input: object): Promise<Output> {
  const { status, text } = await sendSigned(aws, COGNITO, {
    method: "POST",
    path: "/",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
    },
    body: JSON.stringify(input),
  });
  const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
  if (status < 300) return body as Output;
  const code = String(body["__type"] ?? `HTTP ${status}`);
  throw new AwsError(code, String(body["message"] ?? body["Message"] ?? code), status);
}

/**
 * Invites a person, into a group where one is given; a person who is in the pool already is put into it.
 * @returns false when the person was there
 */
export async function invite(
  aws: Aws,
  userPoolId: string,
  { email, group }: { readonly email: string; readonly group: string | undefined },
): Promise<boolean> {
  const isNew = await create(aws, userPoolId, email);
  if (group !== undefined) {
    await callUserPools(aws, "AdminAddUserToGroup", {
      UserPoolId: userPoolId,
      Username: email,
      GroupName: group,
    });
  }
  return isNew;
}

async function create(aws: Aws, userPoolId: string, email: string): Promise<boolean> {
  try {
    await callUserPools(aws, "AdminCreateUser", {
      UserPoolId: userPoolId,
      Username: email,
      DesiredDeliveryMediums: ["EMAIL"],
      UserAttributes: [
        { Name: "email", Value: email },
        { Name: "email_verified", Value: "true" },
      ],
    });
    return true;
  } catch (error) {
    if (error instanceof AwsError && error.code === "UsernameExistsException") return false;
    throw error;
  }
}

export async function userPoolFacts(aws: Aws, userPoolId: string): Promise<UserPoolFacts> {
  const { UserPool: pool } = await callUserPools<{
    UserPool: { EstimatedNumberOfUsers?: number; DeletionProtection?: string };
  }>(aws, "DescribeUserPool", { UserPoolId: userPoolId });
  return {
    people: pool.EstimatedNumberOfUsers ?? 0,
    isProtected: pool.DeletionProtection === "ACTIVE",
  };
}

/** For a pool that is deleted next: settings that are not named go back to their defaults. */
export async function unprotectUserPool(aws: Aws, userPoolId: string): Promise<void> {
  await callUserPools(aws, "UpdateUserPool", { UserPoolId: userPoolId, DeletionProtection: "INACTIVE" });
}
