import type { Question } from "../../../../wire/operation.ts";

/**
 * COG-PASS-ROLE: who hands Cognito a role to send text messages with must be allowed to pass it.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function passedRole(smsConfiguration: object | undefined): readonly Question[] {
  const { SnsCallerArn: arn } = (smsConfiguration ?? {}) as { readonly SnsCallerArn?: unknown };
  if (typeof arn !== "string") return [];
  return [
    {
      action: "iam:PassRole",
      resource: arn,
      context: { "iam:PassedToService": "cognito-idp.amazonaws.com" },
    },
  ];
}
