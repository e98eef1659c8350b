import { parseArn } from "../../../../../core/arns.ts";
import { unsupported } from "../../../../../core/errors.ts";
import type { Randomness } from "../../../../../core/randomness.ts";
import { AUTHORIZERS_LIMIT, DEFAULT_IDENTITY_SOURCE } from "../../constants.ts";
import { authorizerNotFound, badRequest, conflict, limitExceeded } from "../model/errors.ts";
import { newPartId } from "../model/ids.ts";
import type { Authorizer, RestApi } from "../model/rest-api.ts";

export interface AuthorizerInput {
  readonly name: string;
  readonly type: string;
  readonly providerARNs?: readonly string[] | undefined;
  readonly authType?: string | undefined;
  readonly identitySource?: string | undefined;
  readonly identityValidationExpression?: string | undefined;
  readonly authorizerResultTtlInSeconds?: number | undefined;
}

const LAMBDA_TYPES: ReadonlySet<string> = new Set(["TOKEN", "REQUEST"]);
const SOURCE = /^method\.request\.header\.[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** @throws NotFoundException */
export function requireAuthorizer(api: RestApi, id: string): Authorizer {
  const authorizer = api.authorizers.find((it) => it.id === id);
  if (authorizer === undefined) throw authorizerNotFound();
  return authorizer;
}

/** A checked authorizer; `id` keeps the one it replaces. */
export function newAuthorizer(input: AuthorizerInput, randomness: Randomness, id?: string): Authorizer {
  const type = input.type.toUpperCase();
  if (LAMBDA_TYPES.has(type)) throw unsupported(`The authorizer type ${type} (Lambda authorizers)`);
  if (type !== "COGNITO_USER_POOLS") {
    throw badRequest(
      "Invalid authorizer type specified. Valid options are TOKEN, REQUEST, COGNITO_USER_POOLS",
    );
  }
  const identitySource = input.identitySource ?? DEFAULT_IDENTITY_SOURCE;
  if (!SOURCE.test(identitySource)) throw badRequest("Invalid identity source specified");
  const expression = input.identityValidationExpression;
  assertExpression(expression);
  const ttl = input.authorizerResultTtlInSeconds;
  if (ttl !== undefined && (!Number.isInteger(ttl) || ttl < 0 || ttl > 3600)) {
    throw badRequest("Authorizer result TTL must be between 0 and 3600 seconds");
  }
  return {
    id: id ?? newPartId(randomness),
    name: assertName(input.name),
    type: "COGNITO_USER_POOLS",
    providerARNs: assertPools(input.providerARNs ?? []),
    authType: input.authType ?? "cognito_user_pools",
    identitySource,
    ...(expression === undefined ? {} : { identityValidationExpression: expression }),
    ...(ttl === undefined ? {} : { authorizerResultTtlInSeconds: ttl }),
  };
}

export function addAuthorizer(api: RestApi, authorizer: Authorizer): RestApi {
  if (api.authorizers.some((it) => it.name === authorizer.name)) {
    throw conflict(
      `Authorizer name must be unique. Authorizer ${authorizer.name} already exists in this RestApi.`,
    );
  }
  if (api.authorizers.length >= AUTHORIZERS_LIMIT)
    throw limitExceeded("Maximum number of Authorizers reached");
  return { ...api, authorizers: [...api.authorizers, authorizer] };
}

/** APIGW-16: an authorizer that methods use stays: without it they would be open to a mistake. */
export function removeAuthorizer(api: RestApi, id: string): RestApi {
  requireAuthorizer(api, id);
  const used = api.resources.some((resource) =>
    Object.values(resource.methods).some((method) => method?.authorizerId === id),
  );
  if (used) throw conflict("Cannot delete authorizer, is referenced in method.");
  return { ...api, authorizers: api.authorizers.filter((it) => it.id !== id) };
}

function assertName(name: string): string {
  if (name === "" || name.length > 128) throw badRequest("Invalid authorizer name specified");
  return name;
}

function assertPools(arns: readonly string[]): readonly string[] {
  if (arns.length === 0 || arns.length > 1000)
    throw badRequest("Invalid Cognito User Pool ARN list specified");
  for (const text of arns) {
    const arn = parseArn(text);
    const valid =
      arn?.service === "cognito-idp" &&
      arn.region !== "" &&
      /^userpool\/[\w-]+_[0-9a-zA-Z]+$/.test(arn.resource);
    if (!valid) throw badRequest(`Invalid Cognito User Pool ARN specified: ${text}`);
  }
  return arns;
}

function assertExpression(expression: string | undefined): void {
  try {
    new RegExp(expression ?? "", "u");
  } catch {
    throw badRequest("Invalid identity validation expression specified");
  }
}
