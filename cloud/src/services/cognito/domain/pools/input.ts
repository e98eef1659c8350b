import type {
  CreateUserPoolRequest,
  LambdaConfigType,
  PasswordPolicyType,
  SchemaAttributeType,
  UpdateUserPoolRequest,
} from "../../../../wire/models/generated/cognito-idp.types.ts";

/** Members of CreateUserPool and UpdateUserPool. What is left out takes AWS's default. */
export type UserPoolSettings = Omit<UpdateUserPoolRequest, "UserPoolId">;
export type CreateUserPoolInput = CreateUserPoolRequest;
export type UpdateUserPoolInput = UpdateUserPoolRequest;
export type PasswordPolicyInput = PasswordPolicyType;
export type LambdaConfigInput = LambdaConfigType;
export type SchemaAttributeInput = SchemaAttributeType;
