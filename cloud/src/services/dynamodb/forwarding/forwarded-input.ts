import type { Member, Shape } from "../../../wire/models/constraints.ts";

/**
 * DDB-6: the members that AWS's model has: what the engine may understand besides was not looked at by policies.
 * Values of attributes are data and stay as they are.
 */
export function modelledMembers(
  shape: Shape,
  input: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const name of Object.keys(input)) {
    const member = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (member !== undefined && input[name] !== undefined) kept[name] = modelled(member, input[name]);
  }
  return kept;
}

function modelled(member: Member, value: unknown): unknown {
  if (isData(member)) return value;
  const { members, items } = member;
  if (members !== undefined) return modelledMembers(members, value as Record<string, unknown>);
  if (items === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => modelled(items, item));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, item]: [string, unknown]) => [key, modelled(items, item)]),
  );
}

/** Nothing in it has members that a model names. */
function isData({ members, items }: Member): boolean {
  if (members !== undefined) return isAttributeValue(members);
  return items === undefined || isData(items);
}

function isAttributeValue(members: Shape): boolean {
  return Object.hasOwn(members, "BOOL") && Object.hasOwn(members, "NULL");
}
