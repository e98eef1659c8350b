import { type HeldPart, heldKinds, type LeftOutResource } from "../core/ports/held.ts";

/** Under a stack: what of it is held, and what was left out, each with why. */
export function unservedLines(
  held: readonly HeldPart[],
  leftOut: readonly LeftOutResource[],
): readonly string[] {
  return [
    ...alike(held).map(heldLine),
    ...leftOut.map(({ logicalId, type, guards }) => `  left out: ${logicalId} (${type})${whyOf(guards)}`),
  ];
}

/** What is held for the same reason is one line. */
function alike(held: readonly HeldPart[]): readonly (readonly [HeldPart, ...HeldPart[]])[] {
  const groups = new Map<string, [HeldPart, ...HeldPart[]]>();
  for (const part of held) {
    const key = JSON.stringify([part.type, part.property, part.why]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [part]);
    else group.push(part);
  }
  return [...groups.values()];
}

const MOST_NAMES = 4;

function heldLine(parts: readonly [HeldPart, ...HeldPart[]]): string {
  const [{ logicalId, type, property, why }] = parts;
  const of = property === undefined ? "" : `${property} of `;
  if (parts.length === 1) return `  held, not served: ${of}${logicalId} (${type}): ${why}`;
  const names = parts.slice(0, MOST_NAMES).map((part) => part.logicalId);
  const more = parts.length - names.length;
  const others = more > 0 ? ` and ${more} more` : "";
  return `  held, not served: ${of}${parts.length} ${type} (${names.join(", ")}${others}): ${why}`;
}

/** `2 CloudWatch::Dashboard, VpcConfig of 1 Lambda::Function`; empty where nothing is held. */
export function heldText(held: readonly HeldPart[]): string {
  return heldKinds(held)
    .map(({ what }) => what)
    .join(", ");
}

/** Said at every start: `AWS::WAFv2::WebACL Firewall of shop is left out: it filters requests, and nothing here does.` */
export function leftOutWarning(stackName: string, { logicalId, type, guards }: LeftOutResource): string {
  return `${type} ${logicalId} of ${stackName} is left out${whyOf(guards)}.`;
}

function whyOf(guards: string | undefined): string {
  return guards === undefined ? "" : `: it ${guards}, and nothing here does`;
}
