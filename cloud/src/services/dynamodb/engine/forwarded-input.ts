import type { Member, Shape } from "../../../wire/models/constraints.ts";

/**
 * DDB-6: the members that AWS's model has: what the engine may understand besides was not looked at by policies.
 * Values of attributes are data and stay as they are.
 */
export function modelledMembers(
  shape: Shape,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(shape).flatMap(([name, member]) =>
      Object.hasOwn(input, name) && input[name] !== undefined ? [[name, modelled(member, input[name])]] : [],
    ),
  );
}

function modelled(member: Member, value: unknown): unknown {
  const { members, items } = member;
  if (members !== undefined) {
    return isAttributeValue(members) ? value : modelledMembers(members, value as Record<string, unknown>);
  }
  if (items === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => modelled(items, item));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, item]: [string, unknown]) => [key, modelled(items, item)]),
  );
}

function isAttributeValue(members: Shape): boolean {
  return Object.hasOwn(members, "BOOL") && Object.hasOwn(members, "NULL");
}
