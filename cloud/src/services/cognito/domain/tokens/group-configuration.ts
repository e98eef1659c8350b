import type { Group } from "../groups/group.ts";

/** What a token says about groups; the trigger may replace it. */
export interface GroupConfiguration {
  readonly groups: readonly string[];
  readonly roles: readonly string[];
  readonly preferredRole: string | undefined;
}

type RankedGroup = Pick<Group, "name" | "roleArn" | "precedence">;

/** @param groups the groups of a user by precedence */
export function groupConfigurationOf(groups: readonly RankedGroup[]): GroupConfiguration {
  const roles = groups.flatMap((group) => (group.roleArn === undefined ? [] : [group.roleArn]));
  return {
    groups: groups.map((group) => group.name),
    roles: [...new Set(roles)],
    preferredRole: preferredRoleOf(groups),
  };
}

/** The role of the strongest group that has one; none when that precedence is shared by two roles. */
function preferredRoleOf(groups: readonly RankedGroup[]): string | undefined {
  const rank = (group: RankedGroup): number => group.precedence ?? Number.POSITIVE_INFINITY;
  const withRole = groups.filter((group) => group.roleArn !== undefined);
  const strongest = Math.min(...withRole.map(rank));
  const candidates = new Set(
    withRole.filter((group) => rank(group) === strongest).map((group) => group.roleArn),
  );
  const [role] = candidates;
  return candidates.size === 1 ? role : undefined;
}
