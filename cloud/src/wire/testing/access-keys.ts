import type { AdministratorCaller, RoleCaller } from "../../core/caller.ts";
import type { AccessKeyLookup, AccessKeyResolver } from "../../core/ports/access-keys.ts";

export const ACCOUNT = "123456789012";
export const REGION = "eu-west-1";
/** Of both keys. */
export const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
export const ADMIN_KEY = "AKIAADMINISTRATOR000";
export const ROLE_KEY = "ASIAROLE000000000000";

const administrator: AdministratorCaller = {
  kind: "administrator",
  arn: `arn:aws:iam::${ACCOUNT}:user/administrator`,
  accountId: ACCOUNT,
  accessKeyId: ADMIN_KEY,
  userId: "AIDAADMIN",
};

const roleCaller = (roleName: string): RoleCaller => ({
  kind: "role",
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${roleName}/session`,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/${roleName}`,
  roleName,
  sessionName: "session",
  accountId: ACCOUNT,
  accessKeyId: ROLE_KEY,
  userId: `AROA${roleName.toUpperCase()}:session`,
  sessionPolicies: [],
});

/** The administrator's key and that of a role; the role's needs `token` when there is one. */
export function testKeys(roleName: string, token?: string): AccessKeyResolver {
  const found = (caller: AdministratorCaller | RoleCaller): AccessKeyLookup => ({
    kind: "found",
    secretAccessKey: SECRET,
    caller,
  });
  return {
    resolve: (accessKeyId, given) => {
      if (accessKeyId === ADMIN_KEY) return found(administrator);
      if (accessKeyId !== ROLE_KEY) return { kind: "unknown" };
      if (token !== undefined && given === undefined) return { kind: "token-missing" };
      if (token !== undefined && given !== token) return { kind: "token-invalid" };
      return found(roleCaller(roleName));
    },
  };
}
