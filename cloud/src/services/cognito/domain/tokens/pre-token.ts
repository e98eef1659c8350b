import type { ClaimValue } from "../../../../core/ports/token-verifier.ts";
import { invalidLambdaResponse } from "../../shared/errors.ts";
import type { UserPoolClient } from "../clients/client.ts";
import type { UserPool } from "../pools/pool.ts";
import { type EventCall, isRecord, triggerAttributes } from "../triggers/envelope.ts";
import type { Triggers } from "../triggers/triggers.ts";
import type { User } from "../users/user.ts";
import type { GroupConfiguration } from "./group-configuration.ts";
import type { MachineTokenRequest, TokenRequest } from "./issuer.ts";
import { type ClaimOverrides, NO_CLAIM_OVERRIDES, NO_OVERRIDES, type TokenOverrides } from "./overrides.ts";

type Fields = Readonly<Record<string, unknown>>;

const MAX_CLAIMS_AND_SCOPES = 5_000;

/** Whose token it is, as far as the trigger is told. */
export interface PreTokenSubject extends Pick<TokenRequest, "cause" | "scopes" | "clientMetadata"> {
  readonly pool: Pick<UserPool, "aliasAttributes" | "id" | "lambdaTriggers">;
  readonly client: Pick<UserPoolClient, "id">;
  readonly user: Pick<User, "attributes" | "status" | "sub" | "username">;
}

/**
 * Asks the pool's pre-token function what to change.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export async function askPreTokenTrigger(
  triggers: Triggers,
  request: TokenRequest,
  groups: GroupConfiguration,
): Promise<TokenOverrides> {
  if (request.pool.lambdaTriggers.preTokenGeneration === undefined) return NO_OVERRIDES;
  const response = await triggers.run({ ...preTokenCall(request, groups), pool: request.pool });
  return preTokenOverrides(request.pool, response);
}

export async function askMachinePreTokenTrigger(
  triggers: Triggers,
  request: MachineTokenRequest,
): Promise<TokenOverrides> {
  const call = machinePreTokenCall(request);
  if (call === undefined) return NO_OVERRIDES;
  return preTokenOverrides(request.pool, await triggers.run({ ...call, pool: request.pool }));
}

export interface MachineSubject extends Pick<MachineTokenRequest, "scopes" | "clientMetadata"> {
  readonly pool: Pick<UserPool, "id" | "lambdaTriggers">;
  readonly client: Pick<UserPoolClient, "id">;
}

/** COG-TRG-3: only a V3_0 function is asked about machines; the others do not know their event. */
export function machinePreTokenCall({
  pool,
  client,
  scopes,
  clientMetadata,
}: MachineSubject): EventCall | undefined {
  if (pool.lambdaTriggers.preTokenGeneration?.version !== "V3_0") return undefined;
  return {
    pool,
    trigger: "PreTokenGeneration",
    source: "TokenGeneration_ClientCredentials",
    username: "ClientCredentials",
    clientId: client.id,
    request: {
      userAttributes: {},
      groupConfiguration: { groupsToOverride: null, iamRolesToOverride: null, preferredRole: null },
      scopes,
      ...(clientMetadata === undefined ? {} : { clientMetadata }),
    },
    response: { [memberOf(pool)]: null },
  };
}

/** The call of the trigger, in the version that the pool has it in. */
export function preTokenCall(subject: PreTokenSubject, groups: GroupConfiguration): EventCall {
  const { pool, client, user } = subject;
  const first = isFirstVersion(pool);
  return {
    pool,
    trigger: "PreTokenGeneration",
    source: subject.cause,
    username: user.username,
    clientId: client.id,
    request: {
      userAttributes: triggerAttributes(pool, user),
      groupConfiguration: {
        groupsToOverride: groups.groups,
        iamRolesToOverride: groups.roles,
        preferredRole: groups.preferredRole ?? null,
      },
      ...(first ? {} : { scopes: subject.scopes }),
      ...(subject.clientMetadata === undefined ? {} : { clientMetadata: subject.clientMetadata }),
    },
    response: { [memberOf(pool)]: null },
  };
}

/**
 * What the function's `response` asks for.
 * @throws AwsError InvalidLambdaResponseException
 */
export function preTokenOverrides(
  pool: Pick<UserPool, "lambdaTriggers">,
  response: Fields | undefined,
): TokenOverrides {
  const details = record(response?.[memberOf(pool)]);
  if (details === undefined) return NO_OVERRIDES;
  return bounded(isFirstVersion(pool) ? parseFirstVersion(details) : parseSecondVersion(details));
}

function isFirstVersion({ lambdaTriggers }: Pick<UserPool, "lambdaTriggers">): boolean {
  return lambdaTriggers.preTokenGeneration?.version === "V1_0";
}

function memberOf(pool: Pick<UserPool, "lambdaTriggers">): string {
  return isFirstVersion(pool) ? "claimsOverrideDetails" : "claimsAndScopeOverrideDetails";
}

function parseFirstVersion(details: Fields): TokenOverrides {
  const id = parseClaims(details, isString);
  return { ...NO_OVERRIDES, id, groups: parseGroups(details) };
}

function parseSecondVersion(details: Fields): TokenOverrides {
  const access = record(details["accessTokenGeneration"]) ?? {};
  const id = record(details["idTokenGeneration"]) ?? {};
  const scopesToAdd = stringsOf(access["scopesToAdd"]) ?? [];
  if (scopesToAdd.some((scope) => scope === "" || /\s/.test(scope))) throw invalidLambdaResponse();
  return {
    id: parseClaims(id, isClaimValue),
    access: parseClaims(access, isClaimValue),
    scopesToAdd,
    scopesToSuppress: new Set(stringsOf(access["scopesToSuppress"])),
    groups: parseGroups(details),
  };
}

function parseClaims(details: Fields, isAllowed: (value: unknown) => value is ClaimValue): ClaimOverrides {
  const add = record(details["claimsToAddOrOverride"]);
  const suppress = stringsOf(details["claimsToSuppress"]);
  if (add === undefined && suppress === undefined) return NO_CLAIM_OVERRIDES;
  const claims = new Map<string, ClaimValue>();
  for (const [name, value] of Object.entries(add ?? {})) {
    if (value === null) continue;
    if (!isAllowed(value)) throw invalidLambdaResponse();
    claims.set(name, value);
  }
  return { add: claims, suppress: new Set(suppress) };
}

const NO_GROUPS: GroupConfiguration = { groups: [], roles: [], preferredRole: undefined };

/**
 * COG-TOK-15: left out, the groups stay; an empty or null object, and an empty list, take them away. A
 * null list beside it keeps them: Go functions send null for what they do not set.
 */
function parseGroups(details: Fields): GroupConfiguration | undefined {
  const given = details["groupOverrideDetails"];
  if (given === undefined) return undefined;
  const override = record(given);
  if (override === undefined || Object.keys(override).length === 0) return NO_GROUPS;
  const groups = stringsOf(override["groupsToOverride"]);
  const roles = stringsOf(override["iamRolesToOverride"]) ?? [];
  const preferredRole = override["preferredRole"] ?? undefined;
  if (preferredRole !== undefined && !isString(preferredRole)) throw invalidLambdaResponse();
  if (groups === undefined) return undefined;
  return { groups, roles, preferredRole: preferredRole === "" ? undefined : preferredRole };
}

function bounded(overrides: TokenOverrides): TokenOverrides {
  const total = overrides.id.add.size + overrides.access.add.size + overrides.scopesToAdd.length;
  if (total > MAX_CLAIMS_AND_SCOPES) throw invalidLambdaResponse();
  return overrides;
}

function record(value: unknown): Fields | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw invalidLambdaResponse();
  return value;
}

function stringsOf(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || !value.every(isString)) throw invalidLambdaResponse();
  return value;
}

function isString(value: unknown): value is string {
  return typeof value === "string";
}

/** Everything JSON can say is a claim; null was left out before. */
function isClaimValue(value: unknown): value is ClaimValue {
  return value !== undefined;
}
