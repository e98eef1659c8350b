import { parseArn, type Scope } from "../../core/arns.ts";
import type { Caller } from "../../core/caller.ts";
import type { Clock } from "../../core/clock.ts";
import { AwsError } from "../../core/errors.ts";
import type { RoleAssumer, SessionCredentials } from "../../core/ports/credentials.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { PolicyEvaluation } from "../authorization.ts";
import { denialSentence } from "../policies/denial.ts";
import { newSessionKeyId, type Role } from "./role.ts";
import type { SessionTokens } from "./session-token.ts";

const ASSUME_ROLE = "sts:AssumeRole";

export interface AssumptionOptions {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scope: Scope;
  readonly tokens: SessionTokens;
  readonly findRole: (name: string) => Role | undefined;
  readonly evaluation: PolicyEvaluation;
}

export interface AssumptionRequest {
  readonly caller: Caller;
  readonly roleArn: string;
  readonly sessionName: string;
  readonly durationSeconds: number;
  /** JSON texts that limit the session. */
  readonly sessionPolicies: readonly string[];
  readonly context: Readonly<Record<string, string>>;
}

export interface AssumedRole {
  readonly role: Role;
  readonly credentials: SessionCredentials;
}

export interface RoleAssumption extends RoleAssumer {
  /** The role when the caller may assume it; throws AccessDenied, also for a role that does not exist. */
  assertMayAssume(request: Pick<AssumptionRequest, "caller" | "roleArn" | "context">): Role;
  assume(request: AssumptionRequest): AssumedRole;
}

/** Turns a trusted caller into a session of the role. */
export function createRoleAssumption(options: AssumptionOptions): RoleAssumption {
  const assertMayAssume: RoleAssumption["assertMayAssume"] = ({ caller, roleArn, context }) => {
    const role = roleOfArn(options, roleArn);
    if (role === undefined) throw accessDenied(caller, roleArn);
    // IAM-14: the trust policy decides, together with the caller's own policies.
    const decision = options.evaluation.decide({
      caller,
      action: ASSUME_ROLE,
      resource: role.arn,
      resourcePolicy: role.trustPolicy,
      context,
      trust: true,
    });
    if (!decision.allowed) throw accessDenied(caller, roleArn);
    return role;
  };
  const assume: RoleAssumption["assume"] = (request) => {
    const role = assertMayAssume(request);
    return { role, credentials: issue(options, role, request) };
  };
  const assumeForService: RoleAssumer["assumeForService"] = (request) =>
    assume({
      ...request,
      caller: serviceCaller(request.service, options.scope),
      sessionPolicies: [],
      context: {},
    }).credentials;
  return {
    assertMayAssume,
    assume,
    assumeForService,
    canAssume: (roleArn, service) => {
      try {
        assertMayAssume({ caller: serviceCaller(service, options.scope), roleArn, context: {} });
        return true;
      } catch (error) {
        if (error instanceof AwsError) return false;
        throw error;
      }
    },
  };
}

function serviceCaller(service: string, scope: Scope): Caller {
  return { kind: "service", service, sourceArn: "", sourceAccount: scope.accountId };
}

/** A role is found by its whole ARN: path and account have to be right. */
function roleOfArn(options: AssumptionOptions, roleArn: string): Role | undefined {
  const resource = parseArn(roleArn)?.resource;
  if (resource?.startsWith("role/") !== true) return undefined;
  const role = options.findRole(resource.slice(resource.lastIndexOf("/") + 1));
  return role?.arn === roleArn ? role : undefined;
}

function issue(options: AssumptionOptions, role: Role, request: AssumptionRequest): SessionCredentials {
  const expiration = (Math.floor(options.clock.now() / 1000) + request.durationSeconds) * 1000;
  const accessKeyId = newSessionKeyId(options.randomness);
  const secretAccessKey = options.randomness.bytes(30).toString("base64");
  const sessionToken = options.tokens.issue({
    accessKeyId,
    secretAccessKey,
    roleName: role.name,
    roleId: role.id,
    sessionName: request.sessionName,
    sessionPolicies: request.sessionPolicies,
    expiration,
  });
  return { accessKeyId, secretAccessKey, sessionToken, expiration };
}

function accessDenied(caller: Caller, roleArn: string): AwsError {
  const principal =
    caller.kind === "service" ? caller.service : caller.kind === "anonymous" ? "anonymous" : caller.arn;
  return new AwsError(
    "AccessDenied",
    denialSentence({ principal, action: ASSUME_ROLE, resource: roleArn, reason: "unexplained" }),
    403,
  );
}
