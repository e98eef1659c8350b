import { describe, expect, test } from "vitest";
import type { DeployedBucket, Deployment } from "../deployment/deployment.ts";
import type { Row } from "../matrix.ts";
import {
  apiOf,
  CLIENT_ID,
  columnsFor,
  deploymentOf,
  functionOf,
  POOL,
  policyOf,
  roleOf,
  route,
} from "../testing/deployment.ts";
import { plannedSections } from "./compute-matrix.ts";
import { notesOf } from "./notes.ts";

const ROLE = "role@shop/OrderFunctionRole";
const iot = (resource: string) => `arn:aws:iot:eu-west-1:123456789012:${resource}`;
const allow = (Action: string | readonly string[], Resource: string, more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});
const SOURCE = "arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/*/GET/orders";

const BUCKET: DeployedBucket = {
  name: "shop-pictures-x1",
  place: "shop/Pictures",
  policy: undefined,
  restrictsPublic: true,
  isPublic: false,
};
const OPEN = policyOf([
  {
    Sid: "All",
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::shop-pictures-x1/*",
  },
]);

function rowsOf(
  parts: Partial<Deployment>,
  services: Parameters<typeof plannedSections>[0]["columns"] = [],
): Record<string, Row> {
  const deployment = deploymentOf(parts);
  const columns = [...columnsFor(deployment), ...services];
  const rows = plannedSections({ deployment, columns, said: { "GET /orders": "only your own" } }).flatMap(
    (section) => section.rows,
  );
  return Object.fromEntries(rows.map(({ row }) => [row.key, row]));
}

const verdicts = (row: Row | undefined) =>
  Object.fromEntries(Object.entries(row?.cells ?? {}).map(([key, { verdict }]) => [key, verdict]));
const nobodyBut = (more: object) => ({
  anonymous: "no",
  "signed-in": "no",
  "group:Admins": "no",
  "id-token": "no",
  ...more,
});

describe("the rows of a deployment", () => {
  test("a route has one row a stage, with its sentence and what the project says of it", () => {
    const guarded = route({ scopes: [`Admins-${CLIENT_ID}`] });
    const api = {
      ...apiOf([guarded]),
      stages: ["v1", "test"].map((name) => ({ name, routes: [guarded], isOlder: false })),
    };
    const rows = rowsOf({ apis: [api] });

    expect(Object.keys(rows)).toEqual(
      expect.arrayContaining(["shop/Api/v1 GET /orders", "shop/Api/test GET /orders"]),
    );
    expect(rows["shop/Api/v1 GET /orders"]).toMatchObject({
      summary: "Only people in the group Admins, with an access token.",
      said: "only your own",
    });
    expect(verdicts(rows["shop/Api/v1 GET /orders"])).toEqual(nobodyBut({ "group:Admins": "yes" }));
  });

  test("a topic: who publishes is a role, who watches is on this machine", () => {
    const rows = rowsOf({ roles: [roleOf([allow("iot:Publish", iot("topic/orders"))])] });

    expect(verdicts(rows["topic orders · Publish"])).toEqual(nobodyBut({ [ROLE]: "yes" }));
    expect(rows["topic orders · Subscribe"]?.cells["anonymous"]).toMatchObject({
      verdict: "only-if",
      reason: "loopback-only",
    });
    expect(rows["topic orders · Subscribe"]?.cells[ROLE]).toMatchObject({
      verdict: "no",
      reason: "no-allow",
    });
  });

  test("a wildcard shows on every topic that others name, and as a row of its own", () => {
    const rows = rowsOf({
      roles: [roleOf([allow("iot:*", "*"), allow("iot:Publish", iot("topic/orders"))])],
    });

    expect(rows["topic orders · RetainPublish"]?.cells[ROLE]?.verdict).toBe("yes");
    expect(rows["topic orders · Subscribe"]?.cells[ROLE]?.verdict).toBe("yes");
    expect(rows["other iot:* · *"]?.summary).toBe("Only the role of Order.");
  });

  test.each([
    ["no policy", BUCKET, "no"],
    ["a public policy that Block Public Access closes", { ...BUCKET, policy: OPEN, isPublic: true }, "no"],
    ["a public policy", { ...BUCKET, policy: OPEN, isPublic: true, restrictsPublic: false }, "yes"],
  ])("a bucket with %s, for strangers", (_title, bucket, verdict) => {
    const rows = rowsOf({ buckets: [bucket] });

    expect(rows["shop/Pictures s3:GetObject /*"]?.cells["anonymous"]?.verdict).toBe(verdict);
    expect(rows["shop/Pictures s3:GetObject /*"]?.cells["id-token"]?.verdict).toBe(verdict);
    expect(rows["shop/Pictures s3:PutObject /*"]?.cells["anonymous"]?.verdict).toBe("no");
  });

  test("objects have a row for each prefix that a policy names; a Deny without TLS makes it only-if", () => {
    const tls = {
      Sid: "Tls",
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    };
    const rows = rowsOf({
      buckets: [{ ...BUCKET, policy: policyOf([tls]) }],
      roles: [roleOf([allow("s3:GetObject", "arn:aws:s3:::shop-pictures-x1/own/*")])],
    });

    expect(rows["shop/Pictures s3:GetObject /own/*"]?.cells[ROLE]).toMatchObject({
      verdict: "only-if",
      conditions: ["the call comes over TLS (https)"],
      by: { sid: "Tls", place: "shop/Pictures" },
    });
    expect(rows["shop/Pictures s3:GetObject /*"]?.cells[ROLE]?.verdict).toBe("no");
  });

  test("a boundary limits what a role's own policy allows", () => {
    const boundary = { statements: [], name: "fence" };
    const rows = rowsOf({ roles: [roleOf([allow("iot:Publish", iot("topic/orders"))], { boundary })] });

    expect(rows["topic orders · Publish"]?.cells[ROLE]?.verdict).toBe("no");
  });

  const SERVICE = {
    column: { key: "service", kind: "services", title: "API Gateway", about: "" },
    principal: { kind: "service", service: "apigateway.amazonaws.com" },
  } as const;
  const permission = (Condition?: object) =>
    policyOf([
      {
        Sid: "p",
        Effect: "Allow",
        Principal: { Service: "apigateway.amazonaws.com" },
        Action: "lambda:InvokeFunction",
        Resource: "*",
        ...(Condition === undefined ? {} : { Condition }),
      },
    ]);

  test.each([
    ["for one route", permission({ ArnLike: { "AWS:SourceArn": SOURCE } }), "only-if", "for-source"],
    ["for every API there is", permission(), "yes", "any-source"],
    [
      "for APIs of any account",
      permission({ ArnLike: { "AWS:SourceArn": "arn:aws:execute-api:*:*:*" } }),
      "yes",
      "any-source",
    ],
    [
      "for an API that is not here",
      permission({ ArnLike: { "AWS:SourceArn": SOURCE.replace("abcdefghij", "zzzzzzzzzz") } }),
      "no",
      "no-allow",
    ],
  ])("a function that API Gateway may invoke %s", (_title, policy, verdict, reason) => {
    const rows = rowsOf({ functions: [functionOf(policy)], apis: [apiOf([route()])] }, [SERVICE]);

    expect(rows["shop/OrderFunction lambda:InvokeFunction"]?.cells["service"]).toMatchObject({
      verdict,
      reason,
    });
    expect(rows["shop/OrderFunction lambda:InvokeFunction"]?.cells["anonymous"]?.verdict).toBe("no");
  });

  test("a pool: sign-up, the own account, what roles do with people", () => {
    const rows = rowsOf({ roles: [roleOf([allow("cognito-idp:AdminGetUser", POOL.arn)])] });
    const open = rowsOf({ pools: [{ ...POOL, publicSignUp: true }] });

    expect(verdicts(rows["shop/Pool SignUp"])).toEqual(nobodyBut({ [ROLE]: "no" }));
    expect(open["shop/Pool SignUp"]?.summary).toBe("Everybody, without signing in.");
    expect(verdicts(rows["shop/Pool GetUser"])).toEqual(nobodyBut({ "signed-in": "yes", [ROLE]: "no" }));
    expect(verdicts(rows["shop/Pool AdminGetUser"])).toEqual(nobodyBut({ [ROLE]: "yes" }));
  });

  test("what roles reach besides, with logical names", () => {
    const rows = rowsOf({
      roles: [
        roleOf([
          allow("logs:PutLogEvents", "arn:aws:logs:eu-west-1:123456789012:log-group:shop-pictures-x1:*"),
        ]),
      ],
    });

    expect(rows["other logs:PutLogEvents · logs:log-group:{Pictures}:*"]?.summary).toBe(
      "Only the role of Order.",
    );
  });
});

describe("what reviewers overlook", () => {
  const trapsOf = (parts: Partial<Deployment>, declared: string[] = []) => {
    const deployment = deploymentOf(parts);
    return notesOf(deployment, columnsFor(deployment), new Set(declared)).map(({ trap }) => trap);
  };
  const open = route({ authorizationType: "NONE", authorizer: undefined });
  const guarded = route({ scopes: ["openid"] });

  test.each<[string, Partial<Deployment>, string[], string[]]>([
    ["a guarded route", { apis: [apiOf([guarded])] }, [], []],
    ["a route without authorizer", { apis: [apiOf([open, guarded])] }, [], ["open-route"]],
    ["one that the project declares", { apis: [apiOf([open])] }, ["GET /orders"], []],
    ["a preflight", { apis: [apiOf([{ ...open, method: "OPTIONS", integration: "MOCK" }])] }, [], []],
    [
      "an open greedy route",
      { apis: [apiOf([{ ...open, method: "ANY", path: "/{proxy+}" }])] },
      [],
      ["open-greedy-route"],
    ],
    [
      "an API key alone",
      { apis: [apiOf([{ ...open, apiKeyRequired: true }])] },
      [],
      ["key-only", "open-route"],
    ],
    ["an authorizer without scopes", { apis: [apiOf([route()])] }, [], ["scopes-missing"]],
    [
      "two stages",
      { apis: [{ ...apiOf([]), stages: ["a", "b"].map((name) => ({ name, routes: [], isOlder: false })) }] },
      [],
      ["several-stages"],
    ],
    [
      "a stage that serves an older deployment",
      { apis: [{ ...apiOf([]), stages: [{ name: "a", routes: [], isOlder: true }] }] },
      [],
      ["older-deployment"],
    ],
    ["everything allowed", { roles: [roleOf([allow("*", "*")])] }, [], ["wildcard-policy"]],
    ["everything of a service allowed", { roles: [roleOf([allow("iot:*", "*")])] }, [], ["wildcard-policy"]],
    ["one action on everything", { roles: [roleOf([allow("iot:Publish", "*")])] }, [], []],
    [
      "AWS's own wide policy",
      {
        roles: [
          roleOf([], {
            identity: roleOf([allow("*", "*")]).identity.map((each) => ({
              ...each,
              name: "arn:aws:iam::aws:policy/AdministratorAccess",
            })),
          }),
        ],
      },
      [],
      [],
    ],
    [
      "a role for everybody",
      {
        roles: [
          roleOf([], {
            trustPolicy: policyOf([{ Effect: "Allow", Principal: { AWS: "*" }, Action: "sts:AssumeRole" }]),
          }),
        ],
      },
      [],
      ["trust-everybody"],
    ],
    ["public sign-up", { pools: [{ ...POOL, publicSignUp: true }] }, [], ["public-sign-up"]],
    [
      "no WriteAttributes",
      {
        pools: [
          { ...POOL, clients: POOL.clients.map((client) => ({ ...client, writeAttributes: undefined })) },
        ],
      },
      [],
      ["attributes-writable"],
    ],
    [
      "a group with a role",
      { pools: [{ ...POOL, groups: [{ name: "Admins", roleArn: "arn:aws:iam::123456789012:role/x" }] }] },
      [],
      ["group-role"],
    ],
    [
      "a function for everybody",
      {
        functions: [
          functionOf(
            policyOf([
              { Sid: "p", Effect: "Allow", Principal: "*", Action: "lambda:InvokeFunction", Resource: "*" },
            ]),
          ),
        ],
      },
      [],
      ["function-for-everybody"],
    ],
    [
      "a function for a service without source",
      {
        functions: [
          functionOf(
            policyOf([
              {
                Sid: "p",
                Effect: "Allow",
                Principal: { Service: "s3.amazonaws.com" },
                Action: "lambda:InvokeFunction",
                Resource: "*",
              },
            ]),
          ),
        ],
      },
      [],
      ["function-source-missing"],
    ],
    [
      "SAM's own permission, for any stage",
      {
        functions: [
          functionOf(
            policyOf([
              {
                Sid: "p",
                Effect: "Allow",
                Principal: { Service: "apigateway.amazonaws.com" },
                Action: "lambda:InvokeFunction",
                Resource: "*",
                Condition: { ArnLike: { "AWS:SourceArn": SOURCE } },
              },
            ]),
          ),
        ],
      },
      [],
      [],
    ],
  ])("%s", (_title, parts, declared, traps) => {
    expect(trapsOf(parts, declared)).toEqual(traps);
  });

  test.each([
    ["the stage of SAM beside one of the template", ["Stage", "prod"], true],
    ["two of the template", ["dev", "prod"], false],
  ])("several stages, %s", (_title, names, tellsOfSam) => {
    const stages = names.map((name) => ({ name, routes: [], isOlder: false }));
    const [note] = notesOf(deploymentOf({ apis: [{ ...apiOf([]), stages }] }), [], new Set());
    expect(note?.sentence.includes("Stage comes from SAM")).toBe(tellsOfSam);
  });

  test("a scope that the trigger gives to everybody", () => {
    const deployment = deploymentOf();
    const columns = columnsFor(deployment).map((each) =>
      each.principal.kind === "token" && each.principal.group === undefined && each.principal.use === "access"
        ? { ...each, principal: { ...each.principal, scopes: ["openid", "Admins-{Web}"] } }
        : each,
    );

    expect(notesOf(deployment, columns, new Set())).toEqual([
      {
        trap: "scope-for-everybody",
        place: "shop/Web",
        sentence: "Everybody who signs in by Web gets Admins-{Web}, in no group at all.",
      },
    ]);
  });
});
