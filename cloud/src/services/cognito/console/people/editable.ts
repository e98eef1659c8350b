import type { DescribedPool, DescribedUser } from "../directory.ts";

/** What the pool writes itself. */
export const NEVER_EDITED: ReadonlySet<string> = new Set([
  "sub",
  "identities",
  "updated_at",
  "email_verified",
  "phone_number_verified",
]);

/** Attributes that a form may change, those that the person has first. */
export function editable(user: DescribedUser, pool: DescribedPool): { own: string[]; further: string[] } {
  const own = user.Attributes.map(({ Name }) => Name).filter((name) => !NEVER_EDITED.has(name));
  const further = pool.SchemaAttributes.filter(({ Name, Mutable }) => Mutable && !NEVER_EDITED.has(Name))
    .map(({ Name }) => Name)
    .filter((name) => !own.includes(name));
  const fixed = new Set(pool.SchemaAttributes.filter(({ Mutable }) => !Mutable).map(({ Name }) => Name));
  return { own: own.filter((name) => !fixed.has(name)), further };
}
