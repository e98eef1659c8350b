import { timestamp } from "../../../../core/clock.ts";
import { listAttributes } from "./attributes.ts";
import type { User } from "./user.ts";

/** The UserType structure (ListUsers, AdminCreateUser). `only` keeps the attributes named. */
export function describeUser(user: User, only?: readonly string[]): Record<string, unknown> {
  const attributes = listAttributes(user);
  return {
    Username: user.username,
    Attributes: only === undefined ? attributes : attributes.filter(({ Name }) => only.includes(Name)),
    UserCreateDate: timestamp(user.createdAt),
    UserLastModifiedDate: timestamp(user.modifiedAt),
    Enabled: user.enabled,
    UserStatus: user.status,
  };
}

/** PreferredMfaSetting and UserMFASettingList, present only when a factor is set. */
export function describeUserMfa({ mfa }: User): Record<string, unknown> {
  return {
    ...(mfa.preferred === undefined ? {} : { PreferredMfaSetting: mfa.preferred }),
    ...(mfa.softwareTokenEnabled ? { UserMFASettingList: ["SOFTWARE_TOKEN_MFA"] } : {}),
  };
}
