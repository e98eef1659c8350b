import { AwsError } from "../../core/errors.ts";
import { CONSOLE_PATH } from "../../web/paths.ts";
import type { ConsoleContext } from "../../wire/console-area.ts";
import type { Row } from "../matrix.ts";

/** Who is in a group that a row lets in. */
export interface Members {
  readonly group: string;
  readonly people: readonly { readonly name: string; readonly href: string }[];
  readonly hasMore: boolean;
}

const SHOWN = 5;
const GROUP = "group:";
const ON_PAGES = "/pages";
/** Whoever is in no group may, too; an ID token is anybody's who signs in. */
const FOR_ALL = ["anonymous", "signed-in", "id-token@"];

interface GroupOfClient {
  readonly group: string;
  readonly stack: string;
  readonly client: string;
}

/** The people behind "only people in the group …"; none where everybody who is signed in may. */
export async function membersOf(console: ConsoleContext, row: Row): Promise<Members[]> {
  try {
    const found = await Promise.all(groupsIn(row).map((group) => readMembers(console, group)));
    return found.filter((members) => members !== undefined);
  } catch (error) {
    // A group that is gone by now: the matrix says what it says without names.
    if (error instanceof AwsError) return [];
    throw error;
  }
}

function groupsIn({ cells }: Row): GroupOfClient[] {
  const allowed = Object.entries(cells).filter(([, { verdict }]) => verdict === "yes");
  if (allowed.some(([key]) => FOR_ALL.some((start) => key.startsWith(start)))) return [];
  const found = new Map<string, GroupOfClient>();
  for (const [key] of allowed) {
    if (!key.startsWith(GROUP)) continue;
    const group = groupOfClient(key.slice(GROUP.length));
    found.set(JSON.stringify(group), group);
  }
  return [...found.values()];
}

/** Of `Editors/pages@stack/AppClient`. */
function groupOfClient(key: string): GroupOfClient {
  const at = key.lastIndexOf("@");
  const place = key.slice(at + 1);
  const name = key.slice(0, at);
  const slash = place.lastIndexOf("/");
  return {
    group: name.endsWith(ON_PAGES) ? name.slice(0, -ON_PAGES.length) : name,
    stack: place.slice(0, slash),
    client: place.slice(slash + 1),
  };
}

interface RawUser {
  readonly Username: string;
  readonly Attributes?: readonly { readonly Name: string; readonly Value: string }[];
}

async function readMembers(console: ConsoleContext, wanted: GroupOfClient): Promise<Members | undefined> {
  const UserPoolId = await poolOf(console, wanted);
  const { group } = wanted;
  if (UserPoolId === undefined) return undefined;
  const { Users = [], NextToken } = await console.call<{
    Users?: readonly RawUser[];
    NextToken?: string;
  }>("cognito-idp", "ListUsersInGroup", { UserPoolId, GroupName: group, Limit: SHOWN });
  return {
    group,
    hasMore: NextToken !== undefined,
    people: Users.map(({ Username, Attributes = [] }) => ({
      name: Attributes.find(({ Name }) => Name === "email")?.Value ?? Username,
      href: `${CONSOLE_PATH}people/${encodeURIComponent(UserPoolId)}/${encodeURIComponent(Username)}`,
    })),
  };
}

/** The matrix names a client as its template does; the pool is the one that has it. */
async function poolOf(
  console: ConsoleContext,
  { stack, client }: GroupOfClient,
): Promise<string | undefined> {
  const { StackResourceDetail } = await console.call<{
    StackResourceDetail?: { readonly PhysicalResourceId?: string };
  }>("cloudformation", "DescribeStackResource", { StackName: stack, LogicalResourceId: client });
  const { UserPools = [] } = await console.call<{ UserPools?: readonly { readonly Id: string }[] }>(
    "cognito-idp",
    "ListUserPools",
    { MaxResults: 60 },
  );
  for (const { Id } of UserPools) {
    const { UserPoolClients = [] } = await console.call<{
      UserPoolClients?: readonly { readonly ClientId: string }[];
    }>("cognito-idp", "ListUserPoolClients", { UserPoolId: Id, MaxResults: 60 });
    if (UserPoolClients.some(({ ClientId }) => ClientId === StackResourceDetail?.PhysicalResourceId)) {
      return Id;
    }
  }
  return undefined;
}
