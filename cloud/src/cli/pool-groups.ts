import { UserError } from "../core/errors.ts";
import type { Connection } from "./connection.ts";

/** Looks groups up before anything is changed. Throws UserError that names those there are not. */
export async function assertGroups(
  { client }: Pick<Connection, "client">,
  userPoolId: string,
  wanted: readonly string[],
): Promise<void> {
  if (wanted.length === 0) return;
  const known: string[] = [];
  let token: string | undefined;
  do {
    const page: { Groups: { GroupName: string }[]; NextToken?: string } = await client.cognito("ListGroups", {
      UserPoolId: userPoolId,
      ...(token === undefined ? {} : { NextToken: token }),
    });
    known.push(...page.Groups.map(({ GroupName }) => GroupName));
    token = page.NextToken;
  } while (token !== undefined);
  const missing = wanted.filter((name) => !known.includes(name));
  if (missing.length === 0) return;
  const there = known.length === 0 ? "It has no groups." : `It has ${known.join(", ")}.`;
  const what = missing.length === 1 ? `no group ${missing[0]}` : `no groups ${missing.join(", ")}`;
  throw new UserError(`There is ${what} in the user pool ${userPoolId}. ${there} Nothing was changed.`);
}
