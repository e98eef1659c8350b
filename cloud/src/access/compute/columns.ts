import { randomUUID } from "node:crypto";
import { AwsError, UserError } from "../../core/errors.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { nextMachineScopes, nextScopes } from "../../runtime/client/sign-in/next-token.ts";
import type { DeployedClient, DeployedPool, DeployedRole, Deployment } from "../deployment/deployment.ts";
import { logicalIdOf, shortTitle } from "../deployment/names.ts";
import { SELF_SERVICE_SCOPE } from "./constants.ts";
import { outsideColumns } from "./outside-columns.ts";
import type { Principal, PrincipalColumn, TokenHolder } from "./principals.ts";
import { routesUnder } from "./role-rows.ts";

/** Every caller: nobody, people by app client and group, roles, AWS services, other accounts. */
export async function columnsOf(client: CloudClient, deployment: Deployment): Promise<PrincipalColumn[]> {
  const people = await Promise.all(
    deployment.pools.flatMap((pool) =>
      pool.clients.map((appClient) => clientColumns(client, deployment, { pool, appClient })),
    ),
  );
  return [
    {
      column: {
        key: "anonymous",
        kind: "people",
        title: "Nobody",
        about: nobodyText(deployment.pools),
      },
      principal: { kind: "anonymous" },
    },
    ...people.flat(),
    ...roleColumns(deployment),
    ...outsideColumns(deployment),
  ];
}

function nobodyText(pools: readonly DeployedPool[]): string {
  const open = pools.filter(({ publicSignUp }) => publicSignUp).map(({ place }) => logicalIdOf(place));
  const more =
    open.length === 0
      ? ""
      : ` Whoever likes may sign up in ${open.join(", ")}: there "signed in" is everybody.`;
  return `Somebody without token and without credentials.${more}`;
}

interface AppClient {
  readonly pool: DeployedPool;
  readonly appClient: DeployedClient;
}

async function clientColumns(
  client: CloudClient,
  deployment: Deployment,
  { pool, appClient }: AppClient,
): Promise<PrincipalColumn[]> {
  const clients = deployment.pools.flatMap((each) => each.clients);
  const suffix = clients.length === 1 ? "" : ` (${logicalIdOf(appClient.place)})`;
  const ways = appClient.oauthScopes.length > 0 ? (["api", "pages"] as const) : (["api"] as const);
  const holders: TokenHolder[] = [];
  for (const way of ways) {
    for (const group of [undefined, ...pool.groups.map(({ name }) => name)]) {
      holders.push(await holderOf(client, deployment, { pool, client: appClient, group, way }));
    }
  }
  const groupsBy = groupsByScope(holders);
  const columns = holders.map((holder) => {
    const principal = { ...holder, groupsBy };
    return { column: peopleColumn(principal, suffix), principal };
  });
  const [first] = columns;
  if (first !== undefined) columns.splice(1 + pool.groups.length, 0, idColumn(first.principal, suffix));
  const machine = await machineColumn(client, deployment, { pool, appClient });
  return machine === undefined ? columns : [...columns, machine];
}

/** The app client itself, where it gets tokens without a person. */
async function machineColumn(
  client: CloudClient,
  { scope, names }: Deployment,
  { pool, appClient }: AppClient,
): Promise<PrincipalColumn | undefined> {
  const { id, place, machineScopes } = appClient;
  if (machineScopes.length === 0) return undefined;
  const wanted = { pool, clientId: id, granted: machineScopes };
  const outcome = await scopesOr(names, () => nextMachineScopes(client, scope, wanted));
  return {
    column: {
      key: `machine@${place}`,
      kind: "people",
      title: `Machine ${logicalIdOf(place)}`,
      about: `The app client ${logicalIdOf(place)} itself, with a token of the client_credentials grant for all of its scopes.`,
    },
    principal: {
      ...{ kind: "token", use: "access", way: "machine", group: undefined },
      ...{ pool, client: appClient, groupsBy: new Map() },
      ...outcome,
    },
  };
}

function groupsByScope(holders: readonly TokenHolder[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { group, scopes } of holders) {
    if (group === undefined) continue;
    for (const scope of scopes) found.set(scope, (found.get(scope) ?? new Set()).add(group));
  }
  return new Map([...found].map(([scope, groups]) => [scope, [...groups].sort()]));
}

function peopleColumn({ client, group, way }: TokenHolder, suffix: string): PrincipalColumn["column"] {
  const on = way === "pages" ? ", on the pages" : "";
  const who = group === undefined ? "signed-in" : `group:${group}`;
  return {
    key: `${who}${way === "pages" ? "/pages" : ""}@${client.place}`,
    kind: "people",
    title: `${group === undefined ? "Signed in" : `Group ${group}`}${on}${suffix}`,
    about: `A person ${group === undefined ? "in no group" : `in the group ${group}`} who signed in ${
      way === "api" ? "by the API" : "on the hosted pages with every scope that is allowed"
    }, with the access token for ${logicalIdOf(client.place)}.`,
  };
}

function idColumn(holder: TokenHolder, suffix: string) {
  const { place } = holder.client;
  return {
    column: {
      key: `id-token@${place}`,
      kind: "people" as const,
      title: `ID token${suffix}`,
      about: `Any signed-in person with the ID token for ${logicalIdOf(place)} in place of the access token.`,
    },
    principal: { ...holder, use: "id" as const, scopes: [] },
  };
}

type Wanted = Pick<TokenHolder, "pool" | "client" | "group" | "way">;

async function holderOf(
  client: CloudClient,
  { scope, names }: Deployment,
  wanted: Wanted,
): Promise<TokenHolder> {
  const { pool, group, way } = wanted;
  const sub = randomUUID();
  const holder = { kind: "token", use: "access", groupsBy: new Map<string, string[]>(), ...wanted } as const;
  const outcome = await scopesOr(names, () =>
    nextScopes(client, scope, {
      pool,
      clientId: wanted.client.id,
      cause: way === "api" ? "TokenGeneration_Authentication" : "TokenGeneration_HostedAuth",
      granted: way === "api" ? [SELF_SERVICE_SCOPE] : wanted.client.oauthScopes,
      groups: pool.groups.filter(({ name }) => name === group),
      user: {
        username: sub,
        sub,
        attributes: { email: "somebody@example.com", email_verified: "true" },
      },
    }),
  );
  return { ...holder, ...outcome };
}

/** The scopes of a token in the names of the templates, or why there is none. */
async function scopesOr(
  names: Deployment["names"],
  next: () => Promise<string[]>,
): Promise<Pick<TokenHolder, "scopes" | "failed">> {
  try {
    return { scopes: (await next()).map(names.logical).sort(), failed: undefined };
  } catch (error) {
    if (!(error instanceof UserError || error instanceof AwsError)) throw error;
    return { scopes: [], failed: names.logical(error.message) };
  }
}

function roleColumns(deployment: Deployment): PrincipalColumn[] {
  const { roles, functions, senders } = deployment;
  return roles.map((role) => {
    const own = functions.filter(({ roleArn }) => roleArn === role.arn);
    const sending = senders.filter(({ roleArns }) => roleArns.includes(role.arn));
    const places = [...own, ...sending].map(({ place }) => place);
    const routes = new Set(routesUnder(deployment, role.arn).map(({ place }) => place));
    const title = places.length === 0 ? logicalIdOf(role.place) : places.map(shortTitle).join(", ");
    const principal: Principal = { kind: "role", role, functionNames: own.map(({ name }) => name) };
    return {
      column: {
        key: `role@${role.place}`,
        kind: "roles",
        title,
        about: roleText(role, [...places, ...routes]),
      },
      principal,
    };
  });
}

function roleText(role: DeployedRole, places: readonly string[]): string {
  if (places.length === 0)
    return `The role ${role.place}, which no function, rule of a bus, schedule or route has.`;
  const verb = places.length > 1 ? "run" : "runs";
  return `The role ${logicalIdOf(role.place)}, under which ${places.map(logicalIdOf).join(", ")} ${verb}.`;
}
