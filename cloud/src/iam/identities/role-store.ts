import type { Database } from "../../store/database.ts";
import type { Role } from "./model/role.ts";

/** Roles by name; names are unique without regard to case. */
export interface RoleStore {
  find(name: string): Role | undefined;
  /** By name. */
  list(): readonly Role[];
  /** Inserts, or replaces the role of that name. */
  save(role: Role): void;
  delete(name: string): void;
  /** All changes of `work`, or none of them when it throws. */
  transaction<Result>(work: () => Result): Result;
}

interface Row {
  readonly role: string;
}

/**
 * Roles are read on every request and written rarely: all are kept in memory, every change goes
 * to the database first.
 */
export function createRoleStore(database: Database): RoleStore {
  const rows = database.prepare<Row>("SELECT role FROM iam_roles ORDER BY name").all();
  let roles = new Map(rows.map(({ role }) => parseRow(role)).map((role) => [keyOf(role.name), role]));
  const put = database.prepare("INSERT OR REPLACE INTO iam_roles (name, role) VALUES (?, ?)");
  const remove = database.prepare("DELETE FROM iam_roles WHERE name = ?");
  return {
    find: (name) => roles.get(keyOf(name)),
    list: () => [...roles.values()].sort((a, b) => (keyOf(a.name) < keyOf(b.name) ? -1 : 1)),
    save: (role) => {
      put.run(keyOf(role.name), JSON.stringify(role));
      roles.set(keyOf(role.name), role);
    },
    delete: (name) => {
      remove.run(keyOf(name));
      roles.delete(keyOf(name));
    },
    transaction: (work) => {
      const before = new Map(roles);
      try {
        return database.transaction(work);
      } catch (error) {
        roles = before;
        throw error;
      }
    },
  };
}

function parseRow(text: string): Role {
  const role = JSON.parse(text) as Role;
  // JSON leaves undefined members out.
  return { ...role, permissionsBoundary: role.permissionsBoundary };
}

function keyOf(name: string): string {
  return name.toLowerCase();
}
