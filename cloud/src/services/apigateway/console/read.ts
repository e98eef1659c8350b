import type { ConsoleContext } from "../../../wire/console-area.ts";
import { functionArnOf } from "../shared/function-uri.ts";

/** An API as its pages show it: what the management API says, put together. */
export interface ApiView {
  readonly id: string;
  readonly name: string;
  readonly stages: readonly StageView[];
  readonly routes: readonly RouteView[];
}

export interface StageView {
  readonly name: string;
  readonly deploymentId: string;
  readonly variables: Readonly<Record<string, string>> | null;
}

export interface RouteView {
  readonly resourceId: string;
  readonly method: string;
  readonly path: string;
  /** `NONE`, `AWS_IAM`, `CUSTOM`, `COGNITO_USER_POOLS` */
  readonly authorization: string;
  readonly authorizer: AuthorizerView | undefined;
  readonly scopes: readonly string[];
  /** Name of the function behind it. */
  readonly functionName: string | undefined;
  /** `AWS_PROXY`, `MOCK`, `HTTP_PROXY` … */
  readonly integration: string;
  readonly model: string | undefined;
  readonly hasValidator: boolean;
  readonly apiKeyRequired: boolean;
}

export interface AuthorizerView {
  readonly name: string;
  /** `COGNITO_USER_POOLS`, `TOKEN`, `REQUEST` */
  readonly type: string;
  readonly userPoolIds: readonly string[];
  /** Header that its token comes in, as the authorizer names it. */
  readonly header: string;
}

interface Item {
  readonly [name: string]: unknown;
}

/** Every API, with its stages. */
export async function readApis(console: ConsoleContext): Promise<Pick<ApiView, "id" | "name" | "stages">[]> {
  const apis = await allOf(console, "GetRestApis", {});
  return Promise.all(
    apis.map(async ({ id, name }) => ({
      id: String(id),
      name: String(name),
      stages: await readStages(console, String(id)),
    })),
  );
}

/** Throws AwsError `NotFoundException` for an API that is not there. */
export async function readApi(console: ConsoleContext, restApiId: string): Promise<ApiView> {
  const [{ name }, stages, resources, authorizers] = await Promise.all([
    console.call<{ name: string }>("apigateway", "GetRestApi", { restApiId }),
    readStages(console, restApiId),
    allOf(console, "GetResources", { restApiId, embed: ["methods"] }),
    allOf(console, "GetAuthorizers", { restApiId }),
  ]);
  const known = new Map(authorizers.map((item) => [String(item["id"]), authorizerOf(item)]));
  const variables = stages[0]?.variables ?? null;
  return {
    id: restApiId,
    name,
    stages,
    routes: resources
      .flatMap((resource) => routesOf(resource, known, variables))
      .sort((a, b) => a.path.localeCompare(b.path) || orderOf(a.method) - orderOf(b.method)),
  };
}

/** The schema of a model; undefined where it is not there or is no JSON. */
export async function readSchema(
  console: ConsoleContext,
  restApiId: string,
  modelName: string,
): Promise<Item | undefined> {
  const models = await allOf(console, "GetModels", { restApiId });
  const schema = models.find(({ name }) => name === modelName)?.["schema"];
  try {
    return JSON.parse(String(schema)) as Item;
  } catch {
    return undefined;
  }
}

async function readStages(console: ConsoleContext, restApiId: string): Promise<StageView[]> {
  const { item = [] } = await console.call<{ item?: readonly Item[] }>("apigateway", "GetStages", {
    restApiId,
  });
  return item.map(({ stageName, deploymentId, variables }) => ({
    name: String(stageName),
    deploymentId: String(deploymentId),
    variables: (variables as StageView["variables"] | undefined) ?? null,
  }));
}

/** Every page of a list. */
async function allOf(console: ConsoleContext, operation: string, input: Item): Promise<Item[]> {
  const found: Item[] = [];
  let position: string | undefined;
  do {
    const answer = await console.call<{ item?: readonly Item[]; position?: string }>(
      "apigateway",
      operation,
      { ...input, limit: 500, position },
    );
    found.push(...(answer.item ?? []));
    position = answer.position;
  } while (position !== undefined);
  return found;
}

const METHODS = ["ANY", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

function orderOf(method: string): number {
  return METHODS.indexOf(method);
}

const USER_POOL = /^arn:[a-z-]+:cognito-idp:[a-z0-9-]+:\d{12}:userpool\/(.+)$/;
const HEADER_SOURCE = /^method\.request\.header\.(.+)$/;

function authorizerOf(item: Item): AuthorizerView {
  const arns = (item["providerARNs"] as readonly string[] | undefined) ?? [];
  const source = String(item["identitySource"] ?? "").split(",")[0] ?? "";
  return {
    name: String(item["name"]),
    type: String(item["type"]),
    userPoolIds: arns.flatMap((arn) => USER_POOL.exec(arn)?.[1] ?? []),
    header: HEADER_SOURCE.exec(source.trim())?.[1] ?? "Authorization",
  };
}

function routesOf(
  { id, path, resourceMethods }: Item,
  authorizers: ReadonlyMap<string, AuthorizerView>,
  variables: StageView["variables"],
): RouteView[] {
  const methods = (resourceMethods as Readonly<Record<string, Item>> | undefined) ?? {};
  return Object.entries(methods).map(([method, item]) => {
    const integration = (item["methodIntegration"] as Item | undefined) ?? {};
    const models = (item["requestModels"] as Readonly<Record<string, string>> | undefined) ?? {};
    const arn = functionArnOf(String(integration["uri"] ?? ""), variables);
    return {
      resourceId: String(id),
      method,
      path: String(path),
      authorization: String(item["authorizationType"] ?? "NONE"),
      authorizer: authorizers.get(String(item["authorizerId"] ?? "")),
      scopes: (item["authorizationScopes"] as readonly string[] | undefined) ?? [],
      functionName: arn?.split(":")[6] ?? arn,
      integration: String(integration["type"] ?? "none"),
      model: Object.values(models)[0],
      hasValidator: item["requestValidatorId"] !== undefined,
      apiKeyRequired: item["apiKeyRequired"] === true,
    };
  });
}
