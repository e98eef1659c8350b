import type {
  CreateUserPoolClientRequest,
  TimeUnitsType,
  UpdateUserPoolClientRequest,
} from "../../../../wire/models/generated/cognito-idp.types.ts";

/** Members of CreateUserPoolClient and UpdateUserPoolClient. What is left out takes AWS's default. */
export type ClientSettings = Omit<UpdateUserPoolClientRequest, "ClientId">;
export type CreateClientInput = CreateUserPoolClientRequest;
export type UpdateClientInput = UpdateUserPoolClientRequest;
export type TimeUnit = TimeUnitsType;
