import { heldKinds } from "../../core/ports/held.ts";
import { titleOf } from "../../web/parts/request-names.ts";
import { CONSOLE_PATH } from "../../web/paths.ts";
import type { ConsoleContext, ProjectCard } from "../../wire/console-area.ts";
import type { Requests } from "../trace/requests.ts";
import { type GroupedRefusal, type PersonRow, type StackRow, type StartAddress, StartPage } from "./page.tsx";

export interface StartSources {
  readonly requests: Requests;
  /** What this cloud is called; stacks that come and go may change it. */
  readonly place: () => string;
  readonly isReady: () => boolean;
  /** Addresses that the cloud knows beside those in the outputs. */
  readonly addresses: () => readonly StartAddress[];
  readonly cards: (console: ConsoleContext) => Promise<readonly ProjectCard[]>;
}

const MOST_PEOPLE = 5;
const MOST_REFUSALS = 6;

/**
 * What runs, where, the last refusals, the people, and what is held and not served.
 * @param isLive asks for the live parts alone: the others are not exchanged, so nobody is asked for them
 */
export async function startView(console: ConsoleContext, sources: StartSources, isLive: boolean) {
  const [stacks, people, cards] = await Promise.all([
    isLive ? [] : stacksOf(console),
    isLive ? [] : peopleOf(console),
    sources.cards(console),
  ]);
  const view = {
    place: sources.place(),
    isReady: sources.isReady(),
    refusals: grouped(sources.requests),
    folded: [...sources.requests.refusedProbes()],
    stacks: stacks.map(({ outputs, ...stack }) => ({ ...stack, outputs: outputs.map(([key]) => key) })),
    addresses: [...sources.addresses(), ...addressesOf(stacks)],
    people,
    held: isLive ? [] : heldKinds(console.held().flatMap(({ held }) => held)),
    leftOut: isLive ? [] : console.held().flatMap(({ leftOut }) => leftOut),
    cards,
    now: console.now(),
  };
  return { title: view.place, body: <StartPage view={view} /> };
}

function grouped(requests: Requests): GroupedRefusal[] {
  const { stories } = requests.find({ verdicts: new Set(["deny", "error"]), probes: "none", limit: 100 });
  const groups = new Map<string, GroupedRefusal>();
  for (const story of stories) {
    const key = `${story.status} ${titleOf(story)} ${story.who} ${story.decided}`;
    const known = groups.get(key);
    groups.set(key, { story: known?.story ?? story, times: (known?.times ?? 0) + 1 });
  }
  return [...groups.values()].slice(0, MOST_REFUSALS);
}

interface DescribedStack extends Omit<StackRow, "outputs"> {
  readonly outputs: readonly (readonly [string, string])[];
}

async function stacksOf(console: ConsoleContext): Promise<DescribedStack[]> {
  const { Stacks = [] } = await console.call<{ Stacks?: readonly RawStack[] }>(
    "cloudformation",
    "DescribeStacks",
  );
  return Promise.all(
    [...Stacks].map(async (stack) => {
      const { StackResources = [] } = await console.call<{ StackResources?: readonly object[] }>(
        "cloudformation",
        "DescribeStackResources",
        { StackName: stack.StackName },
      );
      return {
        name: stack.StackName,
        status: stack.StackStatus,
        resources: [...StackResources].length,
        outputs: [...(stack.Outputs || [])].map(
          ({ OutputKey, OutputValue }) => [OutputKey, OutputValue] as const,
        ),
        changedAt: Date.parse(stack.LastUpdatedTime ?? stack.CreationTime),
      };
    }),
  );
}

interface RawStack {
  readonly StackName: string;
  readonly StackStatus: string;
  readonly CreationTime: string;
  readonly LastUpdatedTime?: string;
  readonly Outputs?: readonly { readonly OutputKey: string; readonly OutputValue: string }[];
}

function addressesOf(stacks: readonly DescribedStack[]): StartAddress[] {
  return stacks.flatMap(({ outputs }) =>
    outputs.filter(([, value]) => /^https?:\/\//.test(value)).map(([name, address]) => ({ name, address })),
  );
}

async function peopleOf(console: ConsoleContext): Promise<PersonRow[]> {
  const { UserPools = [] } = await console.call<{ UserPools?: readonly { Id: string }[] }>(
    "cognito-idp",
    "ListUserPools",
    {
      MaxResults: 3,
    },
  );
  const found = await Promise.all(
    UserPools.map(async ({ Id }) => {
      const { Users = [] } = await console.call<{ Users?: readonly RawUser[] }>("cognito-idp", "ListUsers", {
        UserPoolId: Id,
        Limit: MOST_PEOPLE,
      });
      return Promise.all(Users.map((user) => personRow(console, Id, user)));
    }),
  );
  return found.flat().slice(0, MOST_PEOPLE);
}

interface RawUser {
  readonly Username: string;
  readonly UserStatus: string;
  readonly Attributes?: readonly { readonly Name: string; readonly Value: string }[];
}

async function personRow(console: ConsoleContext, UserPoolId: string, user: RawUser): Promise<PersonRow> {
  const { Groups = [] } = await console.call<{ Groups?: readonly { GroupName: string }[] }>(
    "cognito-idp",
    "AdminListGroupsForUser",
    { UserPoolId, Username: user.Username },
  );
  const email = user.Attributes?.find(({ Name }) => Name === "email")?.Value;
  return {
    name: email ?? user.Username,
    groups: Groups.map(({ GroupName }) => GroupName),
    status: user.UserStatus,
    href: `${CONSOLE_PATH}people/${encodeURIComponent(UserPoolId)}/${encodeURIComponent(user.Username)}`,
  };
}
