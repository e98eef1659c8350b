import type { DeployedClient, DeployedPool, DeployedRole } from "../deployment/deployment.ts";
import type { Column } from "../matrix.ts";

/** Who a column stands for, with all that decides. */
export type Principal =
  | { readonly kind: "anonymous" }
  | TokenHolder
  | {
      readonly kind: "role";
      readonly role: DeployedRole;
      /** Names of the functions that run under it; the session bears the name of the first. */
      readonly functionNames: readonly string[];
    }
  | { readonly kind: "service"; readonly service: string }
  | OtherAccount;

/** Somebody with credentials of an account that is not this one, whom that account lets do everything. */
export interface OtherAccount {
  readonly kind: "other-account";
  /** One that policies name; undefined for any other. */
  readonly accountId?: string;
  /** ARNs of roles, users and sessions of it that policies name. */
  readonly named?: readonly string[];
  /** One of them; undefined for whom they do not name. */
  readonly arn?: string;
}

export interface TokenHolder {
  readonly kind: "token";
  readonly use: "access" | "id";
  readonly pool: DeployedPool;
  readonly client: DeployedClient;
  /** The group of the pool that the holder is in; undefined for none. */
  readonly group: string | undefined;
  /** How they signed in: by the API, or on the hosted pages; a machine is the app client itself. */
  readonly way: "api" | "pages" | "machine";
  /** Scopes of the access token after the trigger. */
  readonly scopes: readonly string[];
  /** Groups of the pool that bring a scope which signing in alone does not, by scope. */
  readonly groupsBy: ReadonlyMap<string, readonly string[]>;
  /** Why nobody like this gets a token. */
  readonly failed: string | undefined;
}

export interface PrincipalColumn {
  readonly column: Column;
  readonly principal: Principal;
}
