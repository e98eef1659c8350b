import { printable } from "../../../web/parts/printable.ts";
import type { ConsoleContext } from "../../../wire/console-area.ts";
import type { ConsolePerson } from "../../../wire/console-ports.ts";
import type { RouteView } from "./read.ts";

/** Somebody whom a request can be tried as. */
export interface Candidate {
  readonly person: ConsolePerson;
  /** As people recognise them. */
  readonly name: string;
  /** Whether no password has to be asked. */
  readonly isReady: boolean;
}

export interface AppClientView {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly name: string;
}

export interface Candidates {
  readonly people: readonly Candidate[];
  /** App clients that let people sign in with a password. */
  readonly clients: readonly AppClientView[];
  /** Whether the pools have more people than are offered. */
  readonly hasMore: boolean;
}

const MOST_PEOPLE = 6;
const MOST_POOLS = 3;
const MOST_CLIENTS = 10;

/** People of the pools whose tokens the route's authorizer takes; of all pools where it names none. */
export async function readCandidates(console: ConsoleContext, route: RouteView): Promise<Candidates> {
  const pools = route.authorizer?.userPoolIds ?? [];
  const userPoolIds = pools.length > 0 ? pools : await allPools(console);
  const clients = (await Promise.all(userPoolIds.map((id) => clientsOf(console, id)))).flat();
  const found = await Promise.all(userPoolIds.map((id) => peopleOf(console, id, clients)));
  return {
    people: found.flatMap(({ people }) => people),
    clients,
    hasMore: found.some(({ hasMore }) => hasMore),
  };
}

/** The person by user name, in the pool of the app client. */
export function personOf(
  { people, clients }: Candidates,
  username: string,
  clientId: string,
): ConsolePerson | undefined {
  const known = people.find(({ person }) => person.username === username)?.person;
  const client = clients.find(
    (each) => each.clientId === clientId && (known === undefined || each.userPoolId === known.userPoolId),
  );
  if (known !== undefined) return client === undefined ? known : { ...known, clientId };
  const chosen = client ?? clients[0];
  if (chosen === undefined || username === "") return undefined;
  return { userPoolId: chosen.userPoolId, clientId: chosen.clientId, username, email: username };
}

async function allPools(console: ConsoleContext): Promise<string[]> {
  const { UserPools = [] } = await console.call<{ UserPools?: readonly { Id: string }[] }>(
    "cognito-idp",
    "ListUserPools",
    { MaxResults: MOST_POOLS },
  );
  return UserPools.map(({ Id }) => Id);
}

interface RawClient {
  readonly ClientId: string;
  readonly ClientName: string;
  readonly ExplicitAuthFlows?: readonly string[];
}

async function clientsOf(console: ConsoleContext, UserPoolId: string): Promise<AppClientView[]> {
  const { UserPoolClients = [] } = await console.call<{ UserPoolClients?: readonly RawClient[] }>(
    "cognito-idp",
    "ListUserPoolClients",
    { UserPoolId, MaxResults: MOST_CLIENTS },
  );
  const described = await Promise.all(
    UserPoolClients.map(({ ClientId }) =>
      console.call<{ UserPoolClient: RawClient }>("cognito-idp", "DescribeUserPoolClient", {
        UserPoolId,
        ClientId,
      }),
    ),
  );
  return described
    .map(({ UserPoolClient }) => UserPoolClient)
    .filter(takesPasswords)
    .map(({ ClientId, ClientName }) => ({
      userPoolId: UserPoolId,
      clientId: ClientId,
      name: ClientName,
    }));
}

/** Without explicit flows SRP is on. */
function takesPasswords({ ExplicitAuthFlows }: RawClient): boolean {
  return (
    ExplicitAuthFlows === undefined ||
    ExplicitAuthFlows.some((flow) => /^(?:ALLOW_)?USER_(?:SRP|PASSWORD)_AUTH$/.test(flow))
  );
}

interface RawUser {
  readonly Username: string;
  readonly Attributes?: readonly { readonly Name: string; readonly Value: string }[];
}

async function peopleOf(
  console: ConsoleContext,
  userPoolId: string,
  clients: readonly AppClientView[],
): Promise<{ people: Candidate[]; hasMore: boolean }> {
  const clientId = clients.find((client) => client.userPoolId === userPoolId)?.clientId;
  if (clientId === undefined) return { people: [], hasMore: false };
  const { Users = [], PaginationToken } = await console.call<{
    Users?: readonly RawUser[];
    PaginationToken?: string;
  }>("cognito-idp", "ListUsers", { UserPoolId: userPoolId, Limit: MOST_PEOPLE });
  const people = Users.map(({ Username, Attributes = [] }) => {
    const email = Attributes.find(({ Name }) => Name === "email")?.Value;
    const person = { userPoolId, clientId, username: Username, ...(email === undefined ? {} : { email }) };
    return { person, name: printable(email ?? Username), isReady: console.signIns.isReady(person) };
  });
  return { people, hasMore: PaginationToken !== undefined };
}
