import { type EventPattern, isMap, type Leaf, type Matcher, type MemberPattern } from "./pattern.ts";

/** Whether an event is what a pattern asks for. Of a list in the event one item is enough. */
export function matchesPattern({ members, alternatives }: EventPattern, event: unknown): boolean {
  return (
    members.every((member) => matchesMember(member, event)) &&
    alternatives.every((patterns) => patterns.some((pattern) => matchesPattern(pattern, event)))
  );
}

function matchesMember({ name, inner }: MemberPattern, event: unknown): boolean {
  const value = isMap(event) && Object.hasOwn(event, name) ? event[name] : undefined;
  if (isLeaves(inner)) return matchesLeaf(inner, value);
  // Below what is not there, `exists: false` still holds.
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.some((one) => matchesPattern(inner, one));
}

function isLeaves(inner: MemberPattern["inner"]): inner is readonly Matcher[] {
  return Array.isArray(inner);
}

function matchesLeaf(matchers: readonly Matcher[], value: unknown): boolean {
  const items: readonly unknown[] = Array.isArray(value) && value.length > 0 ? value : [value];
  // What stands in a list many times is looked at once.
  const values = [...new Set(items.map(leafOf))];
  return matchers.some((matches) => values.some(matches));
}

/** What is no leaf is not there for a leaf's pattern. */
function leafOf(value: unknown): Leaf | undefined {
  return value === undefined || (typeof value === "object" && value !== null) ? undefined : (value as Leaf);
}
