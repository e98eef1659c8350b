import { AwsError } from "../core/errors.ts";
import { Card, Head } from "../web/parts/parts.tsx";
import { type Columns, Table } from "../web/parts/table.tsx";
import { CONSOLE_PATH, pathPart } from "../web/paths.ts";
import type { ConsoleAnswer, ConsoleContext } from "../wire/console-area.ts";

interface Found {
  /** `Person`, `Route`, `Function` */
  readonly kind: string;
  readonly name: string;
  readonly href: string;
}

type Asking = Pick<ConsoleContext, "call">;

/** Of one kind so many; who looks for more goes to its list. */
const MOST = 10;

/** The page of the person, route or function with that name, or a list of them; undefined where there is none. */
export async function findNamed(console: Asking, text: string): Promise<ConsoleAnswer | undefined> {
  const kinds = [people, routes, functions].map((find) => noneIfRefused(() => find(console, text)));
  const found = (await Promise.all(kinds)).flat();
  const [first] = found;
  if (first === undefined) return undefined;
  return found.length === 1 ? { redirect: first.href } : { view: foundView(text, found) };
}

/** What somebody may be called, and what a filter of Cognito takes as it is. */
const OF_PERSON = /^[\w.@+-]{1,128}$/;

async function people({ call }: Asking, text: string): Promise<Found[]> {
  if (!OF_PERSON.test(text)) return [];
  const { UserPools = [] } = await call<{ UserPools?: { Id: string }[] }>("cognito-idp", "ListUserPools", {
    MaxResults: 60,
  });
  const inPools = UserPools.map(async ({ Id: UserPoolId }) => {
    const filters = [`email ^= "${text}"`, `username ^= "${text}"`].map((Filter) =>
      call<{ Users?: Person[] }>("cognito-idp", "ListUsers", { UserPoolId, Filter, Limit: MOST }),
    );
    const users = (await Promise.all(filters)).flatMap(({ Users = [] }) => Users);
    const named = new Map(users.map((user) => [user.Username, user]));
    return [...named.values()].map(({ Username, Attributes = [] }) => ({
      kind: "Person",
      name: Attributes.find(({ Name }) => Name === "email")?.Value ?? Username,
      href: `${CONSOLE_PATH}people/${encodeURIComponent(UserPoolId)}/${pathPart(Username)}`,
    }));
  });
  return (await Promise.all(inPools)).flat().slice(0, MOST);
}

interface Person {
  readonly Username: string;
  readonly Attributes?: readonly { readonly Name: string; readonly Value: string }[];
}

async function routes({ call }: Asking, text: string): Promise<Found[]> {
  const [, method = "", path = ""] = /^([A-Z]{3,7}) (\/\S{0,1024})$/.exec(text) ?? [];
  if (method === "") return [];
  // An address has the stage before the path.
  const paths = [path, path.replace(/^\/[^/]{1,128}(?=\/)/, "")];
  const { item: apis = [] } = await call<{ item?: { id: string; name: string }[] }>(
    "apigateway",
    "GetRestApis",
    { limit: 500 },
  );
  const inApis = apis.map(async ({ id, name }) => {
    const { item = [] } = await call<{ item?: { path: string; resourceMethods?: object }[] }>(
      "apigateway",
      "GetResources",
      { restApiId: id, embed: ["methods"], limit: 500 },
    );
    return item.flatMap(({ path: own, resourceMethods = {} }) => {
      const taken = [method, "ANY"].find((each) => Object.hasOwn(resourceMethods, each));
      if (taken === undefined || !paths.includes(own)) return [];
      const route = `${taken} ${own}`;
      const query = new URLSearchParams({ route });
      const href = `${CONSOLE_PATH}apis/${encodeURIComponent(id)}?${query}#try`;
      return [{ kind: "Route", name: `${route} of ${name}`, href }];
    });
  });
  return (await Promise.all(inApis)).flat();
}

/** Names that stacks make have the logical id in them. */
async function functions({ call }: Asking, text: string): Promise<Found[]> {
  if (!/^[\w-]{3,140}$/.test(text)) return [];
  const found: Found[] = [];
  let marker: string | undefined;
  do {
    const page: { Functions?: { FunctionName: string }[]; NextMarker?: string | null } = await call(
      "lambda",
      "ListFunctions",
      { MaxItems: 50, ...(marker === undefined ? {} : { Marker: marker }) },
    );
    for (const { FunctionName: name } of page.Functions ?? []) {
      if (!name.toLowerCase().includes(text.toLowerCase())) continue;
      found.push({ kind: "Function", name, href: `${CONSOLE_PATH}functions/${encodeURIComponent(name)}` });
    }
    marker = page.NextMarker ?? undefined;
  } while (marker !== undefined && found.length < MOST);
  return found.slice(0, MOST);
}

async function noneIfRefused(find: () => Promise<Found[]>): Promise<Found[]> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof AwsError) return [];
    throw error;
  }
}

const COLUMNS: Columns<Found> = [
  {
    title: "Name",
    cell: ({ name, href }) => (
      <a class="outside" href={href}>
        {name}
      </a>
    ),
  },
  { title: "Kind", cell: ({ kind }) => kind },
];

function foundView(text: string, found: readonly Found[]) {
  return {
    title: "Found",
    body: (
      <>
        <Head
          title="Found"
          lead={
            <>
              What is called <b class="outside">{text}</b>, or begins so.{" "}
              <a href={`${CONSOLE_PATH}trace?${new URLSearchParams({ q: text })}`}>Requests with it</a>
            </>
          }
        />
        <Card
          id="found"
          title={`${found.length} ${found.every(({ kind }) => kind === "Person") ? "people" : "places"}`}
        >
          <Table columns={COLUMNS} rows={found} isWalked={true} />
        </Card>
      </>
    ),
  };
}
