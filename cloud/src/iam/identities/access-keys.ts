import { globalArn, type Scope } from "../../core/arns.ts";
import type { AdministratorCaller, RoleCaller } from "../../core/caller.ts";
import type { Clock } from "../../core/clock.ts";
import type { AccessKeyLookup, AccessKeyResolver } from "../../core/ports/access-keys.ts";
import type { Role } from "./model/role.ts";
import type { Session, SessionTokens } from "./session-token.ts";

export interface AdministratorKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export const ADMINISTRATOR_NAME = "administrator";
/** Unique id of the administrator, of the form IAM gives users. */
export const ADMINISTRATOR_ID = "AIDAPORTCULLISADMIN00";

export interface AccessKeyOptions {
  readonly administrator: AdministratorKey;
  /** The administrator's key of the console: made at each start and never written down. */
  readonly consoleKey?: AdministratorKey | undefined;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly tokens: SessionTokens;
  readonly findRole: (name: string) => Role | undefined;
}

/** Who calls with a key of the administrator's. */
export function administratorCaller(scope: Scope, accessKeyId: string): AdministratorCaller {
  return {
    kind: "administrator",
    arn: globalArn(scope, "iam", `user/${ADMINISTRATOR_NAME}`),
    accountId: scope.accountId,
    accessKeyId,
    userId: ADMINISTRATOR_ID,
  };
}

/** Finds the administrator's key and the keys of role sessions. */
export function createAccessKeys(
  options: AccessKeyOptions,
): AccessKeyResolver & { readonly administrator: AdministratorCaller } {
  const { accessKeyId } = options.administrator;
  const longTermKeys = [options.administrator, ...(options.consoleKey ? [options.consoleKey] : [])];
  const administrator = administratorCaller(options.scope, accessKeyId);
  return {
    administrator,
    resolve: (id, token) => {
      const own = longTermKeys.find((key) => key.accessKeyId === id);
      if (own !== undefined) {
        // IAM-10: a long-term key has no session token; one that comes along belongs to another key.
        if (token !== undefined) return { kind: "token-invalid" };
        const caller = id === accessKeyId ? administrator : { ...administrator, accessKeyId: id };
        return { kind: "found", secretAccessKey: own.secretAccessKey, caller };
      }
      if (!id.startsWith("ASIA")) return { kind: "unknown" };
      if (token === undefined) return { kind: "token-missing" };
      return resolveSession(options, id, options.tokens.read(token));
    },
  };
}

function resolveSession(
  options: AccessKeyOptions,
  accessKeyId: string,
  session: Session | undefined,
): AccessKeyLookup {
  // IAM-11: the token was sealed here and for this access key.
  if (session === undefined || session.accessKeyId !== accessKeyId) return { kind: "token-invalid" };
  // IAM-12: the time is up.
  if (session.expiration <= options.clock.now()) return { kind: "expired" };
  // IAM-13: the session ends with its role.
  const role = options.findRole(session.roleName);
  if (role === undefined || role.id !== session.roleId) return { kind: "unknown" };
  return foundSession(session, role, options.scope);
}

interface KeptSession {
  readonly role: Role;
  readonly scope: Scope;
  readonly found: AccessKeyLookup;
}

/** What a session is of is the same for all of its calls, as long as its role is. */
const found = new WeakMap<Session, KeptSession>();

function foundSession(session: Session, role: Role, scope: Scope): AccessKeyLookup {
  const known = found.get(session);
  if (known !== undefined && known.role === role && known.scope === scope) return known.found;
  const { secretAccessKey } = session;
  const made: AccessKeyLookup = {
    kind: "found",
    secretAccessKey,
    caller: sessionCaller(session, role, scope),
  };
  found.set(session, { role, scope, found: made });
  return made;
}

function sessionCaller(session: Session, role: Role, scope: Scope): RoleCaller {
  return {
    kind: "role",
    arn: assumedRoleArn(scope, role.name, session.sessionName),
    roleArn: role.arn,
    roleName: role.name,
    sessionName: session.sessionName,
    accountId: scope.accountId,
    accessKeyId: session.accessKeyId,
    userId: `${role.id}:${session.sessionName}`,
    sessionPolicies: session.sessionPolicies,
  };
}

/** The role's path is not part of a session's ARN. */
function assumedRoleArn(scope: Scope, roleName: string, sessionName: string): string {
  return globalArn(scope, "sts", `assumed-role/${roleName}/${sessionName}`);
}
