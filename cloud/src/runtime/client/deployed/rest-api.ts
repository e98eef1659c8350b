import type { DeployedReader } from "./reader.ts";

interface Listed<Item> {
  /** A list; AWS tells a single one without it. */
  readonly item?: readonly Item[] | Item;
}

/** The parts of a REST API as API Gateway's management tells them; the types are the reader's own. */
export interface RestApiParts<Types extends RestApiTypes> {
  readonly resources: readonly Types["resource"][];
  readonly stages: readonly Types["stage"][];
  readonly authorizers: readonly Types["authorizer"][];
  readonly validators: readonly Types["validator"][];
  readonly models: readonly Types["model"][];
}

interface RestApiTypes {
  readonly resource: unknown;
  readonly stage: unknown;
  readonly authorizer: unknown;
  readonly validator: unknown;
  readonly model: unknown;
}

/** Resources come with their methods. */
export async function readRestApiParts<Types extends RestApiTypes>(
  reader: Pick<DeployedReader, "get">,
  apiId: string,
): Promise<RestApiParts<Types>> {
  const list = <Item>(path: string) => listOf<Item>(reader, `/restapis/${apiId}/${path}`);
  const [resources, stages, authorizers, validators, models] = await Promise.all([
    list<Types["resource"]>("resources?embed=methods&limit=500"),
    list<Types["stage"]>("stages"),
    list<Types["authorizer"]>("authorizers?limit=500"),
    list<Types["validator"]>("requestvalidators?limit=500"),
    list<Types["model"]>("models?limit=500"),
  ]);
  return { resources, stages, authorizers, validators, models };
}

/** The items of a list of API Gateway's management. */
export async function listOf<Item>(
  { get }: Pick<DeployedReader, "get">,
  path: string,
): Promise<readonly Item[]> {
  const { item = [] } = await get<Listed<Item>>("apigateway", path);
  return Array.isArray(item) ? (item as readonly Item[]) : [item as Item];
}
