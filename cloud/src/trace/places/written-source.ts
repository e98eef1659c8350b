import { sharedSource } from "./shared-sources.ts";
import type { TemplateNode } from "./template-node.ts";

/** A resource as a template has it, and what of it is the reason for one of a stack. */
export interface WrittenSource {
  readonly logicalId: string;
  readonly resource: TemplateNode;
  /** What made it, where a transform did: an event of a function, a setting; else the resource itself. */
  readonly part: TemplateNode;
  /** Of that, in words: `the event Get`. */
  readonly cause?: string;
  /** How many other parts of the template made it, too. */
  readonly others: number;
}

type Entry = readonly [name: string, part: TemplateNode];

/**
 * The resource of that name, else what a transform made it of: `Orders` for `OrdersRole`, an event of it
 * for what stands for that event, and for what is made once for several, the first of them.
 */
export function writtenSource(template: TemplateNode, logicalId: string): WrittenSource | undefined {
  const resources = template.at("Resources")?.entries() ?? [];
  const written = resources.find(([name]) => name === logicalId);
  if (written !== undefined) return whole(written);
  const shared = sharedSource(template, logicalId);
  if (shared !== undefined) return shared;
  const candidates = resources.filter(([name]) => logicalId.startsWith(name));
  const [first, ...others] = candidates;
  if (first === undefined) return loopOf(resources, logicalId);
  const best = others.reduce((longest, one) => (one[0].length > longest[0].length ? one : longest), first);
  return { ...whole(best), ...eventOf(best, logicalId) };
}

function whole([logicalId, resource]: Entry): WrittenSource {
  return { logicalId, resource, part: resource, others: 0 };
}

/** The event of a function for which the transform made something: `Tick` for `FnTickPermission`. */
function eventOf(
  [owner, resource]: Entry,
  logicalId: string,
): Pick<WrittenSource, "part" | "cause"> | undefined {
  const suffix = logicalId.slice(owner.length);
  const events = resource.at("Properties", "Events")?.entries() ?? [];
  const candidates = events.filter(([name]) => suffix.startsWith(name));
  const found = candidates.toSorted(([one], [other]) => other.length - one.length)[0];
  return found && { part: found[1], cause: `the event ${found[0]}` };
}

const LOOP = "Fn::ForEach::";

/** The loop whose body bears a name that could have become this one. */
function loopOf(resources: readonly Entry[], logicalId: string): WrittenSource | undefined {
  const loop = resources.find(([name, part]) => name.startsWith(LOOP) && isMadeBy(part, logicalId));
  return loop && { ...whole(loop), cause: "the loop" };
}

function isMadeBy(loop: TemplateNode, logicalId: string): boolean {
  const [, , body] = loop.items();
  return (body?.entries() ?? []).some(([name, part]) =>
    name.startsWith(LOOP) ? isMadeBy(part, logicalId) : isNamedBy(name, logicalId),
  );
}

/** Whether the fixed parts of `Every${Name}Bucket` are in the id, in their order. */
function isNamedBy(pattern: string, logicalId: string): boolean {
  const [start = "", ...rest] = pattern.split(/[$&]\{\w{1,255}\}/);
  if (!logicalId.startsWith(start)) return false;
  let from = start.length;
  for (const [index, text] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const at = isLast ? logicalId.length - text.length : logicalId.indexOf(text, from);
    if (at < from || !logicalId.startsWith(text, at)) return false;
    from = at + text.length;
  }
  return rest.length > 0;
}
