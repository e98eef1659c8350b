/** What the access token of a person gains and loses. */
export interface ScopeChange {
  readonly scopesToAdd: string[];
  readonly scopesToSuppress: string[];
}

/** Scopes that every signed-in person has, whichever way they signed in. */
const BASE_SCOPES = ["openid", "profile", "email"] as const;

/** Lets a token change the person's own account and second factor; the API has no use for it. */
const SELF_SERVICE_SCOPE = "aws.cognito.signin.user.admin";

export interface ScopeSettings {
  /** Whether people change their own second factor: then the scope for it stays, where the sign-in gave it. */
  readonly keepSelfService: boolean;
}

/**
 * One scope `<group>-<client id>` a group. A scope cannot hold a blank (RFC 6749 §3.3), so a group
 * whose name has one grants none. The self-service scope is never added, only left [HOME-10].
 */
export function groupScopes(
  groups: readonly string[],
  clientId: string,
  { keepSelfService }: ScopeSettings,
): ScopeChange {
  const granted = groups.filter((group) => !/\s/.test(group)).map((group) => `${group}-${clientId}`);
  return {
    scopesToAdd: [...BASE_SCOPES, ...granted],
    scopesToSuppress: keepSelfService ? [] : [SELF_SERVICE_SCOPE],
  };
}
