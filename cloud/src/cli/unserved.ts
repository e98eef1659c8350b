import { type HeldPart, heldKinds, type LeftOutResource } from "../core/ports/held.ts";

/** Under a stack: what of it is held, and what was left out, each with why. */
export function unservedLines(
  held: readonly HeldPart[],
  leftOut: readonly LeftOutResource[],
): readonly string[] {
  return [
    ...held.map(
      ({ logicalId, type, property, why }) =>
        `  held, not served: ${property === undefined ? "" : `${property} of `}${logicalId} (${type}): ${why}`,
    ),
    ...leftOut.map(({ logicalId, type, guards }) => `  left out: ${logicalId} (${type})${whyOf(guards)}`),
  ];
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
