import { randomText } from "../../../core/randomness.ts";
import type {
  CreateFunctionUrlConfigRequest,
  UpdateFunctionUrlConfigRequest,
} from "../../../wire/models/generated/lambda.types.ts";
import { type FunctionReference, functionArn } from "../functions/names.ts";
import { conflict, resourceNotFound, validation } from "../shared/errors.ts";
import type { UrlsContext } from "./context.ts";
import type { FunctionUrl } from "./url.ts";

type NewUrl = Pick<CreateFunctionUrlConfigRequest, "AuthType" | "Cors" | "InvokeMode">;
type UrlChange = Pick<UpdateFunctionUrlConfigRequest, "AuthType" | "Cors" | "InvokeMode">;

const ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
const ID_LENGTH = 32;
const VERSION = /^(?:\$LATEST|\d+)$/;
/** The expression AWS prints: an alias, no version. */
const PRINTED = "((?!^\\d+$)^[0-9a-zA-Z-_]+$)";

/** @throws AwsError ValidationException, ResourceNotFoundException or ResourceConflictException */
export function createUrl(lambda: UrlsContext, reference: FunctionReference, input: NewUrl): FunctionUrl {
  assertExists(lambda, reference);
  const alias = reference.qualifier || undefined;
  if (lambda.urls.of(reference.name, alias) !== undefined) {
    const arn = functionArn(lambda.scope, reference);
    throw conflict(
      `Failed to create function url config for [functionArn = ${arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
    );
  }
  const now = lambda.clock.now();
  const url: FunctionUrl = {
    urlId: randomText(lambda.randomness, ID_LENGTH, ID_CHARACTERS),
    functionName: reference.name,
    alias,
    authType: input.AuthType,
    cors: input.Cors,
    invokeMode: input.InvokeMode,
    createdAt: now,
    modifiedAt: now,
  };
  lambda.urls.save(url);
  return url;
}

export function updateUrl(lambda: UrlsContext, reference: FunctionReference, input: UrlChange): FunctionUrl {
  const before = requireUrl(lambda, reference);
  const after: FunctionUrl = {
    ...before,
    authType: input.AuthType ?? before.authType,
    cors: input.Cors ?? before.cors,
    invokeMode: input.InvokeMode ?? before.invokeMode,
    modifiedAt: lambda.clock.now(),
  };
  lambda.urls.save(after);
  return after;
}

/** @throws AwsError ResourceNotFoundException */
export function requireUrl(lambda: UrlsContext, reference: FunctionReference): FunctionUrl {
  assertAlias(reference.qualifier);
  const found = lambda.urls.of(reference.name, reference.qualifier || undefined);
  if (found === undefined) throw resourceNotFound("The resource you requested does not exist.");
  return found;
}

/** The function itself, or the alias that the URL belongs to. */
export function targetOf({ functionName, alias }: FunctionUrl): FunctionReference {
  return { name: functionName, qualifier: alias ?? "" };
}

/** @throws AwsError ValidationException for a version: only aliases have addresses */
export function assertAlias(qualifier: string): void {
  if (!VERSION.test(qualifier)) return;
  throw validation(
    `1 validation error detected: Value '${qualifier}' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ${PRINTED}`,
  );
}

function assertExists(lambda: UrlsContext, { name, qualifier }: FunctionReference): void {
  assertAlias(qualifier);
  const exists =
    qualifier === ""
      ? lambda.store.find(name) !== undefined
      : lambda.store.findAlias(name, qualifier) !== undefined;
  if (!exists) throw resourceNotFound("Function does not exist");
}
