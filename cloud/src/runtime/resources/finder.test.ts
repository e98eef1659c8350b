import { describe, expect, test } from "vitest";
import { UserError } from "../../core/errors.ts";
import { flagOf } from "./choose.ts";
import { createResourceFinder, type ResourceSource, type StackResources } from "./finder.ts";

const resource = (type: string, logicalId: string, physicalId: string) => ({ type, logicalId, physicalId });

const AUTH: StackResources = {
  name: "auth",
  resources: [
    resource("AWS::Cognito::UserPool", "People", "eu-west-1_people"),
    resource("AWS::Cognito::UserPoolClient", "Web", "client-web"),
  ],
};
const SHOP: StackResources = {
  name: "shop",
  resources: [
    resource("AWS::S3::Bucket", "Orders", "orders-1"),
    resource("AWS::ApiGateway::RestApi", "Api", "api1"),
    resource("AWS::ApiGateway::Stage", "ApiProd", "prod"),
  ],
};
const STAFF: StackResources = {
  name: "staff",
  resources: [
    resource("AWS::Cognito::UserPool", "Staff", "eu-west-1_staff"),
    resource("AWS::S3::Bucket", "Orders", "orders-2"),
  ],
};
const TWO_APIS: StackResources = {
  name: "apis",
  resources: [
    resource("AWS::ApiGateway::RestApi", "One", "one"),
    resource("AWS::ApiGateway::RestApi", "Two", "two"),
    resource("AWS::ApiGateway::Stage", "OneV1", "v1"),
    resource("AWS::ApiGateway::Stage", "TwoA", "a"),
    resource("AWS::ApiGateway::Stage", "TwoB", "b"),
  ],
};

interface World {
  readonly stacks: readonly StackResources[];
  readonly only?: readonly string[];
  /** Ids and names, as ListUserPools gives them, two on a page. */
  readonly pools?: readonly (readonly [id: string, name: string])[];
  readonly clients?: readonly (readonly [id: string, name: string])[];
}

function finderOf({ stacks, only = [], pools = [], clients = [] }: World) {
  const stages: Record<string, string[]> = { one: ["v1", "Stage"], two: ["a", "b"], api1: ["prod", "Stage"] };
  const source: ResourceSource = {
    stacks: async () => stacks,
    cognito: async <Output>(operation: string, input: object) => {
      const listed = operation === "ListUserPools" ? pools : clients;
      const from = Number((input as { NextToken?: string }).NextToken ?? "0");
      const page = listed.slice(from, from + 2);
      const more = from + 2 < listed.length ? { NextToken: String(from + 2) } : {};
      return {
        UserPools: page.map(([Id, Name]) => ({ Id, Name })),
        UserPoolClients: page.map(([ClientId, ClientName]) => ({ ClientId, ClientName })),
        ...more,
      } as Output;
    },
    apiGateway: async <Output>(path: string) =>
      ({ item: stages[path.split("/")[2] ?? ""]?.map((stageName) => ({ stageName })) }) as Output,
  };
  return createResourceFinder(source, { only, nextCommand: "look", settingOf: flagOf });
}

const POOLS = [
  ["eu-west-1_people", "customers"],
  ["eu-west-1_staff", "employees"],
  ["eu-west-1_loose", "by hand"],
] as const;

describe("userPool", () => {
  test("the only one of the stacks is meant, whatever was made beside them", async () => {
    expect(await finderOf({ stacks: [AUTH, SHOP], pools: POOLS }).userPool()).toBe("eu-west-1_people");
  });

  test("one that no stack made is meant when no stack has one", async () => {
    expect(await finderOf({ stacks: [SHOP], pools: [["eu-west-1_loose", "x"]] }).userPool()).toBe(
      "eu-west-1_loose",
    );
  });

  test.each([
    ["eu-west-1_staff", "eu-west-1_staff"],
    ["employees", "eu-west-1_staff"],
    ["staff/Staff", "eu-west-1_staff"],
    ["by hand", "eu-west-1_loose"],
  ])("of several %s is chosen", async (wanted, id) => {
    expect(await finderOf({ stacks: [AUTH, STAFF], pools: POOLS }).userPool(wanted)).toBe(id);
  });

  test("several are listed, and nothing is guessed", async () => {
    const failure = finderOf({ stacks: [AUTH, STAFF], pools: POOLS }).userPool();
    await expect(failure).rejects.toThrow(UserError);
    await expect(failure).rejects.toThrow(
      "There are 2 user pools. Choose one with --pool:\n" +
        "  eu-west-1_people  customers  auth/People\n  eu-west-1_staff  employees  staff/Staff",
    );
  });

  test.each(["Staff", "eu-west-1_STAFF", "", "__proto__"])("%j is nobody's name", async (wanted) => {
    await expect(finderOf({ stacks: [AUTH, STAFF], pools: POOLS }).userPool(wanted)).rejects.toThrow(
      `No user pool is called ${JSON.stringify(wanted)}. --pool may be:\n  eu-west-1_people`,
    );
  });

  test("a name that two have chooses neither", async () => {
    const pools = POOLS.map(([id]) => [id, "same"] as const);
    await expect(finderOf({ stacks: [AUTH, STAFF], pools }).userPool("same")).rejects.toThrow(
      '3 user pools are called "same". --pool may be:',
    );
  });

  test.each([
    [[], "There is no user pool."],
    [["shop"], "The stack shop has no user pool or does not exist."],
    [["shop", "six"], "None of the stacks shop, six has a user pool."],
  ])("none in %j is said so, with the next command", async (only, message) => {
    const stacks = only.length === 0 ? [SHOP] : [AUTH, SHOP];
    await expect(finderOf({ stacks, only, pools: [] }).userPool()).rejects.toMatchObject({
      message,
      nextCommand: "look",
    });
  });

  test("a stack chooses, too", async () => {
    const world = { stacks: [AUTH, STAFF], only: ["staff"], pools: POOLS };
    expect(await finderOf(world).userPool()).toBe("eu-west-1_staff");
    await expect(finderOf(world).userPool("eu-west-1_loose")).rejects.toThrow("No user pool is called");
  });
});

describe("appClient", () => {
  const clients = [
    ["client-web", "web"],
    ["client-phone", "phone"],
    ["client-tv", "tv"],
  ] as const;

  test.each([
    ["auth/Web", "client-web"],
    ["phone", "client-phone"],
    ["client-tv", "client-tv"],
  ])("%s", async (wanted, id) => {
    expect(await finderOf({ stacks: [AUTH], clients }).appClient("eu-west-1_people", wanted)).toBe(id);
  });

  test("the only one of a stack is meant before those that no stack made", async () => {
    expect(await finderOf({ stacks: [AUTH], clients }).appClient("eu-west-1_people")).toBe("client-web");
  });

  test("several are listed", async () => {
    await expect(finderOf({ stacks: [SHOP], clients }).appClient("eu-west-1_people")).rejects.toThrow(
      "There are 3 app clients. Choose one with --client:\n  client-web  web\n  client-phone  phone",
    );
  });
});

describe("bucket", () => {
  test("the only one, and one of several", async () => {
    expect(await finderOf({ stacks: [SHOP] }).bucket()).toBe("orders-1");
    expect(await finderOf({ stacks: [SHOP, STAFF] }).bucket("staff/Orders")).toBe("orders-2");
    await expect(finderOf({ stacks: [SHOP, STAFF] }).bucket()).rejects.toThrow("There are 2 buckets.");
  });
});

describe("api", () => {
  test("the only one at the stage of its stack, not at those that deployments leave", async () => {
    expect(await finderOf({ stacks: [SHOP] }).api()).toEqual({ apiId: "api1", stage: "prod" });
  });

  test.each([
    ["one", { apiId: "one", stage: "v1" }],
    ["apis/One", { apiId: "one", stage: "v1" }],
    ["two/b", { apiId: "two", stage: "b" }],
    ["apis/Two/a", { apiId: "two", stage: "a" }],
  ])("of several %s", async (wanted, stage) => {
    expect(await finderOf({ stacks: [TWO_APIS] }).api(wanted)).toEqual(stage);
  });

  test("all of them, with which resource each is of", async () => {
    const all = await finderOf({ stacks: [TWO_APIS] }).apis();
    expect(all.map(({ value, place }) => `${value.apiId}/${value.stage} ${place}`)).toEqual([
      "one/v1 apis/One",
      "two/a apis/Two/a",
      "two/b apis/Two/b",
    ]);
  });

  test("several are listed with their stages", async () => {
    await expect(finderOf({ stacks: [TWO_APIS] }).api()).rejects.toThrow(
      "There are 3 REST APIs. Choose one with --api:\n" +
        "  one  one/v1  apis/One\n  two/a  apis/Two/a\n  two/b  apis/Two/b",
    );
  });
});
