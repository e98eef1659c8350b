import { regionalArn, type Scope } from "../../../../core/arns.ts";

/** The pool ARN that calls with a UserPoolId are evaluated on. */
export function poolResource(input: { readonly UserPoolId: string }, scope: Scope): string {
  return regionalArn(scope, "cognito-idp", `userpool/${input.UserPoolId}`);
}

/** For the tag operations, whose input is the ARN. */
export function arnResource(input: { readonly ResourceArn: string }): string {
  return input.ResourceArn;
}
