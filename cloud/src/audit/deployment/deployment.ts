import type { JsonObject } from "./json.ts";

/** A resource as the deployed template describes it, with its functions resolved. */
export interface DeployedResource {
  readonly stack: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
  readonly deletionPolicy: string;
}

export interface UserPool {
  readonly id: string;
  readonly arn: string;
  readonly resource: DeployedResource;
  /** As DescribeUserPool answers. */
  readonly settings: JsonObject;
  readonly clients: readonly AppClient[];
  readonly groups: readonly string[];
  /** Prefix of its hosted pages. */
  readonly domain: string | undefined;
}

export interface AppClient {
  readonly id: string;
  readonly resource: DeployedResource;
  /** As DescribeUserPoolClient answers. */
  readonly settings: JsonObject;
}

export type RouteGuard = "NONE" | "COGNITO" | "IAM" | "FUNCTION" | "JWT";

export interface Authorizer {
  readonly id: string;
  readonly name: string;
  readonly guard: RouteGuard;
  /** Ids of the pools whose tokens it takes. */
  readonly poolIds: readonly string[];
  readonly ttlSeconds: number;
  readonly identitySource: string;
}

export interface Route {
  readonly api: Api;
  readonly method: string;
  /** `/orders/{id}` */
  readonly path: string;
  readonly guard: RouteGuard;
  readonly authorizer: Authorizer | undefined;
  readonly scopes: readonly string[];
  readonly needsKey: boolean;
  /** What answers are kept apart by where a stage caches: `method.request.header.Authorization`. */
  readonly cacheKeys: readonly string[];
  /** Whether the gateway checks the body against a model before the function runs. */
  readonly model: { readonly schema: JsonObject; readonly types: readonly string[] } | undefined;
  /** Name of the function behind it; undefined for what the gateway answers itself. */
  readonly functionName: string | undefined;
  /** Logical name for findings, and where it stands in the template. */
  readonly resource: DeployedResource;
}

export interface Api {
  readonly id: string;
  readonly kind: "REST" | "HTTP" | "WEBSOCKET";
  readonly resource: DeployedResource;
  readonly settings: JsonObject;
  readonly stages: readonly Stage[];
  readonly routes: readonly Route[];
}

export interface Stage {
  readonly name: string;
  /** Without a slash at the end. */
  readonly url: string;
  readonly settings: JsonObject;
  readonly resource: DeployedResource;
}

/** Everything that is attacked, as read at the start. */
export interface Deployment {
  readonly region: string;
  readonly accountId: string;
  readonly resources: readonly DeployedResource[];
  readonly pools: readonly UserPool[];
  readonly apis: readonly Api[];
  /** By function name: the statements of its own policy. */
  readonly functionPolicies: ReadonlyMap<string, readonly JsonObject[]>;
  /** By stack: its template could not be read, and why. */
  readonly unreadable: readonly string[];
  /** Parameters by stack. */
  readonly parameters: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** By stack: whether it may be deleted. */
  readonly terminationProtection: ReadonlyMap<string, boolean>;
  /** By stack: the template as AWS runs it, with what its transform made of it. */
  readonly templates: ReadonlyMap<string, JsonObject>;
}

/** Resources of one type. */
export function ofType({ resources }: Deployment, ...types: readonly string[]): readonly DeployedResource[] {
  return resources.filter(({ type }) => types.includes(type));
}
