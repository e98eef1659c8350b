import { type AwsErrorText, awsErrorOf } from "./aws-error.ts";
import { type AwsReply, sendAwsRequest } from "./aws-request.ts";
import { endpointOf } from "./endpoints.ts";

const endpoint = endpointOf("COGNITO_IDENTITY_PROVIDER", process.env);
const userPoolId = process.env["USER_POOL_ID"] ?? "";

/**
 * Calls an administrators' operation of the user pool for one person, named by their `sub`.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/Welcome.html
 */
export function callUserPool(
  operation: "AdminGetUser" | "AdminUserGlobalSignOut",
  sub: string,
): Promise<AwsReply> {
  return sendAwsRequest(
    {
      service: "cognito-idp",
      endpoint,
      method: "POST",
      path: "/",
      headers: {
        "Content-Type": "application/x-amz-json-1.1",
        "X-Amz-Target": `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify({ UserPoolId: userPoolId, Username: sub }),
    },
    process.env,
  );
}

export type UserPoolFailure =
  /** Tokens live on for a while when the person they speak of is deleted. */
  { readonly kind: "gone" } | { readonly kind: "failed"; readonly error: AwsErrorText };

export function userPoolFailureOf(reply: AwsReply): UserPoolFailure {
  const error = awsErrorOf(reply);
  return error.code === "UserNotFoundException" ? { kind: "gone" } : { kind: "failed", error };
}
