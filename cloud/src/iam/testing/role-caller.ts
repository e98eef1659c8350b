import { globalArn } from "../../core/arns.ts";
import type { RoleCaller } from "../../core/caller.ts";
import { roleSession } from "../../core/role-session.ts";
import { type AccessWorld, roleWith } from "./access-table.ts";

/** A session of a role that has these statements, and nothing else. */
export function roleCallerWith(world: AccessWorld, statements: readonly object[]): RoleCaller {
  roleWith(world, JSON.stringify({ Version: "2012-10-17", Statement: statements }));
  const { identities: roles, scope } = world;
  const session = roleSession({ roles, scope }, globalArn(scope, "iam", "role/caller"), "test");
  if (session === undefined) throw new Error("The role was not made.");
  return session;
}
