import { type Candidate, chooseOne, type Kind, type Scope } from "./choose.ts";

/** What a stack is made of, as CloudFormation tells it. */
export interface StackResources {
  readonly name: string;
  readonly resources: readonly {
    readonly logicalId: string;
    readonly physicalId: string;
    /** e.g. `AWS::S3::Bucket` */
    readonly type: string;
  }[];
}

/** Where resources are looked for: a running cloud, or an account on AWS. */
export interface ResourceSource {
  stacks(): Promise<readonly StackResources[]>;
  /** An operation of a user pool. */
  cognito<Output>(operation: string, input: object): Promise<Output>;
  /** GET of API Gateway's management API. */
  apiGateway<Output>(path: string): Promise<Output>;
}

export interface ApiStage {
  readonly apiId: string;
  readonly stage: string;
}

/**
 * Finds resources by their type: nobody has to give an output a certain name. Where `wanted` is
 * given it is an id, a name or `stack/LogicalId`. Every function throws UserError when there is none
 * or several; the text lists those there are.
 */
export interface ResourceFinder {
  /** Id of a user pool. Pools that no stack made count when no stack has one, or when named. */
  userPool(wanted?: string): Promise<string>;
  /** Id of an app client of the pool. */
  appClient(userPoolId: string, wanted?: string): Promise<string>;
  /** Name of a bucket that a stack made. */
  bucket(wanted?: string): Promise<string>;
  /** A REST API at one of its stages; `wanted` may be `apiId/stage`, too. */
  api(wanted?: string): Promise<ApiStage>;
  /** Every REST API of the stacks at each of its stages. */
  apis(): Promise<readonly Candidate<ApiStage>[]>;
}

const USER_POOL: Kind = { noun: "user pool", option: "pool" };
const APP_CLIENT: Kind = { noun: "app client", option: "client" };
const BUCKET: Kind = { noun: "bucket", option: "bucket" };
const API: Kind = { noun: "REST API", option: "api" };

/** The stacks are asked for once. */
export function createResourceFinder(source: ResourceSource, scope: Scope): ResourceFinder {
  let asked: Promise<readonly StackResources[]> | undefined;
  const stacks = async (): Promise<readonly StackResources[]> => {
    asked ??= source.stacks();
    const all = await asked;
    return scope.only.length === 0 ? all : all.filter(({ name }) => scope.only.includes(name));
  };
  const ofType = async (type: string): Promise<Candidate<string>[]> => resourcesOf(await stacks(), type);
  return {
    userPool: async (wanted) => {
      const inStacks = await ofType("AWS::Cognito::UserPool");
      const [only, another] = inStacks;
      if (wanted === undefined && only !== undefined && another === undefined) return only.value;
      const candidates = await withNames(source, inStacks, {
        more: scope.only.length === 0 && (wanted !== undefined || inStacks.length === 0),
      });
      return chooseOne(USER_POOL, candidates, { wanted, scope });
    },
    appClient: async (userPoolId, wanted) => {
      const places = new Map(
        (await ofType("AWS::Cognito::UserPoolClient")).map(({ id, place }) => [id, place]),
      );
      const clients = await clientsOf(source, userPoolId);
      // A client that the SDK made counts when no stack has one of this pool, or when it is named.
      const [only, another] = clients.filter(({ ClientId }) => places.has(ClientId));
      if (wanted === undefined && only !== undefined && another === undefined) return only.ClientId;
      const candidates = clients.map(({ ClientId, ClientName }) => ({
        value: ClientId,
        id: ClientId,
        name: ClientName,
        place: places.get(ClientId),
      }));
      return chooseOne(APP_CLIENT, candidates, { wanted, scope: { ...scope, only: [] } });
    },
    bucket: async (wanted) => chooseOne(BUCKET, await ofType("AWS::S3::Bucket"), { wanted, scope }),
    api: async (wanted) => chooseOne(API, await apiStages(source, await stacks()), { wanted, scope }),
    apis: async () => apiStages(source, await stacks()),
  };
}

function resourcesOf(stacks: readonly StackResources[], type: string): Candidate<string>[] {
  return stacks.flatMap(({ name, resources }) =>
    resources
      .filter((resource) => resource.type === type && resource.physicalId !== "")
      .map(({ physicalId, logicalId }) => ({
        value: physicalId,
        id: physicalId,
        place: `${name}/${logicalId}`,
      })),
  );
}

interface ListedPool {
  readonly Id: string;
  readonly Name: string;
}

async function withNames(
  source: ResourceSource,
  inStacks: readonly Candidate<string>[],
  { more }: { readonly more: boolean },
): Promise<Candidate<string>[]> {
  const pools = await allPages<ListedPool>("UserPools", (token) =>
    source.cognito("ListUserPools", { MaxResults: 60, ...token }),
  );
  const names = new Map(pools.map(({ Id, Name }) => [Id, Name]));
  const known = inStacks.map((pool) => ({ ...pool, name: names.get(pool.id) }));
  if (!more) return known;
  const others = pools.filter(({ Id }) => !inStacks.some(({ id }) => id === Id));
  return [...known, ...others.map(({ Id, Name }) => ({ value: Id, id: Id, name: Name }))];
}

function clientsOf(source: ResourceSource, userPoolId: string) {
  return allPages<{ readonly ClientId: string; readonly ClientName: string }>("UserPoolClients", (token) =>
    source.cognito("ListUserPoolClients", { UserPoolId: userPoolId, MaxResults: 60, ...token }),
  );
}

type Page = Readonly<Record<string, unknown>> & { readonly NextToken?: string };

async function allPages<Item>(
  member: string,
  ask: (token: { readonly NextToken?: string }) => Promise<Page>,
): Promise<Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const page = await ask(token === undefined ? {} : { NextToken: token });
    items.push(...((page[member] ?? []) as Item[]));
    token = page.NextToken;
  } while (token !== undefined);
  return items;
}

/** A stage's physical id is its name: which API it belongs to is asked only where a stack has several. */
async function apiStages(
  source: ResourceSource,
  stacks: readonly StackResources[],
): Promise<Candidate<ApiStage>[]> {
  const found: Candidate<ApiStage>[] = [];
  for (const stack of stacks) {
    const apis = resourcesOf([stack], "AWS::ApiGateway::RestApi");
    const stages = resourcesOf([stack], "AWS::ApiGateway::Stage").map(({ id }) => id);
    for (const { id, place } of apis) {
      const names = apis.length === 1 && stages.length > 0 ? stages : await stagesOf(source, id, stages);
      const isOnly = names.length === 1;
      for (const stage of names) {
        const named = `${id}/${stage}`;
        // `apiId` and `stack/LogicalId` alone say enough where there is one stage.
        found.push(
          isOnly
            ? { value: { apiId: id, stage }, id, name: named, place }
            : { value: { apiId: id, stage }, id: named, place: `${place}/${stage}` },
        );
      }
    }
  }
  return found;
}

/** Stages that the stack made; where it made none, those that deployments left. */
async function stagesOf(source: ResourceSource, apiId: string, made: readonly string[]): Promise<string[]> {
  const { item } = await source.apiGateway<{ item?: { stageName: string }[] }>(`/restapis/${apiId}/stages`);
  const names = (item ?? []).map(({ stageName }) => stageName);
  const own = names.filter((name) => made.includes(name));
  return own.length === 0 ? names : own;
}
