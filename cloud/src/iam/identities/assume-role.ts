import { parseArn, type Scope } from "../../core/arns.ts";
import type { Clock } from "../../core/clock.ts";
import { AwsError } from "../../core/errors.ts";
import type { Authorization, Decision } from "../../core/ports/authorization.ts";
import type { RoleAssumer, SessionCredentials } from "../../core/ports/credentials.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Why } from "../../core/why.ts";
import { denialSentence } from "../policies/denial.ts";
import { newSessionKeyId, type Role } from "./model/role.ts";
import type { SessionTokens } from "./session-token.ts";

const ASSUME_ROLE = "sts:AssumeRole";

export interface AssumptionOptions {
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scope: Scope;
  readonly tokens: SessionTokens;
  readonly findRole: (name: string) => Role | undefined;
  readonly evaluation: Authorization;
}

export interface SessionOptions {
  readonly sessionName: string;
  readonly durationSeconds: number;
  /** JSON texts that limit the session. */
  readonly sessionPolicies: readonly string[];
}

export interface RoleAssumption extends RoleAssumer {
  /** Undefined for a role that does not exist: path and account have to be right, too. */
  roleOf(roleArn: string): Role | undefined;
  /** Opens a session of the role. Whether the caller may is asked before. */
  openSession(role: Role, session: SessionOptions): SessionCredentials;
}

/** Turns a trusted caller into a session of the role. */
export function createRoleAssumption(options: AssumptionOptions): RoleAssumption {
  // IAM-14: the trust policy decides. A role that does not exist trusts nobody.
  const trustOf = (
    roleArn: string,
    service: string,
    sourceArn = "",
  ): { role: Role | undefined; decision: Decision } => {
    const role = roleOfArn(options, roleArn);
    const decision = options.evaluation.decide({
      caller: { kind: "service", service, sourceArn, sourceAccount: options.scope.accountId },
      action: ASSUME_ROLE,
      resource: roleArn,
      resourcePolicy: role?.trustPolicy,
      trust: true,
    });
    return { role, decision };
  };
  return {
    roleOf: (roleArn) => roleOfArn(options, roleArn),
    openSession: (role, session) => issue(options, role, session),
    assumeForService: ({ roleArn, service, ...session }) => {
      const { role, decision } = trustOf(roleArn, service);
      if (role === undefined || !decision.allowed) throw accessDenied(service, roleArn, decision.why);
      return issue(options, role, { ...session, sessionPolicies: [] });
    },
    canAssume: (roleArn, service, sourceArn) => trustOf(roleArn, service, sourceArn).decision.allowed,
    whyNot: (roleArn, service, sourceArn) => {
      const { allowed, why } = trustOf(roleArn, service, sourceArn).decision;
      return allowed ? undefined : why;
    },
  };
}

/** A role is found by its whole ARN: path and account have to be right. */
function roleOfArn(options: AssumptionOptions, roleArn: string): Role | undefined {
  const resource = parseArn(roleArn)?.resource;
  if (resource?.startsWith("role/") !== true) return undefined;
  const role = options.findRole(resource.slice(resource.lastIndexOf("/") + 1));
  return role?.arn === roleArn ? role : undefined;
}

function issue(options: AssumptionOptions, role: Role, request: SessionOptions): SessionCredentials {
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

function accessDenied(principal: string, roleArn: string, why: Why | undefined): AwsError {
  const error = new AwsError(
    "AccessDenied",
    denialSentence({ principal, action: ASSUME_ROLE, resource: roleArn, reason: "unexplained" }),
    403,
  );
  return error.because(why);
}
