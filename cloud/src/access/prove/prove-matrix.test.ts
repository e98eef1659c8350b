import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunningCloud } from "../../library/running-cloud.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import { computeMatrix, type PlannedMatrix } from "../compute/compute-matrix.ts";
import { type AccessMatrix, type Cell, cellsOf } from "../matrix.ts";
import { openStack } from "../testing/open-stack.ts";
import { proveMatrix } from "./prove-matrix.ts";

const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Pool:
    Type: AWS::Cognito::UserPool
    Properties:
      UserPoolTier: ESSENTIALS
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }
      LambdaConfig: { PreTokenGenerationConfig: { LambdaArn: !GetAtt Trigger.Arn, LambdaVersion: V2_0 } }
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref Pool, ExplicitAuthFlows: [ALLOW_USER_SRP_AUTH] }
  Things:
    Type: AWS::Cognito::UserPoolResourceServer
    Properties: { UserPoolId: !Ref Pool, Identifier: things, Name: Things, Scopes: [{ ScopeName: count, ScopeDescription: Count }] }
  Domain: { Type: AWS::Cognito::UserPoolDomain, Properties: { UserPoolId: !Ref Pool, Domain: shop-things } }
  Meter:
    Type: AWS::Cognito::UserPoolClient
    DependsOn: Things
    Properties: { UserPoolId: !Ref Pool, GenerateSecret: true, AllowedOAuthFlowsUserPoolClient: true, AllowedOAuthFlows: [client_credentials], AllowedOAuthScopes: [things/count], ExplicitAuthFlows: [ALLOW_REFRESH_TOKEN_AUTH] }
  Admins: { Type: AWS::Cognito::UserPoolGroup, Properties: { UserPoolId: !Ref Pool, GroupName: Admins } }
  Trigger:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      InlineCode: |
        exports.handler = async (event) => {
          const scopesToAdd = event.request.groupConfiguration.groupsToOverride.map((group) => "may-" + group);
          event.response = { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd, scopesToSuppress: ["aws.cognito.signin.user.admin"] } } };
          return event;
        };
  TriggerPermission:
    Type: AWS::Lambda::Permission
    Properties: { Action: lambda:InvokeFunction, FunctionName: !Ref Trigger, Principal: cognito-idp.amazonaws.com, SourceArn: !GetAtt Pool.Arn }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Models: { Order: { type: object, required: [item], properties: { item: { type: string } } } }
      Auth: { DefaultAuthorizer: Pool, Authorizers: { Pool: { UserPoolArn: !GetAtt Pool.Arn, AuthorizationScopes: [may-Admins] } } }
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs20.x
      Handler: index.handler
      InlineCode: 'exports.handler = async () => ({ statusCode: 403, body: "{}" });'
      Events:
        Order: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /orders, Method: POST, RequestModel: { Model: Order, Required: true, ValidateBody: true } } }
        List: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /orders, Method: GET } }
        Count: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /counts, Method: GET, Auth: { Authorizer: Pool, AuthorizationScopes: [things/count] } } }
        Change: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /orders, Method: DELETE } }
Outputs:
  PoolId: { Value: !Ref Pool }
`;

let running: RunningCloud;
let client: CloudClient;
let planned: PlannedMatrix;

beforeAll(async () => {
  ({ running, client } = await openStack(TEMPLATE));
  planned = await computeMatrix({ client, region: running.region });
});
afterAll(() => running.close());

const peopleLeft = async () => {
  const { Users } = await client.cognito<{ Users: unknown[] }>("ListUsers", {
    UserPoolId: running.outputs()["PoolId"],
  });
  return Users.length;
};

const SIGNED_IN = "signed-in@shop/Client";
const ADMINS = "group:Admins@shop/Client";
const METER = "machine@shop/Meter";

function cellAt(matrix: Pick<AccessMatrix, "sections">, row: string, column: string): Cell {
  for (const found of cellsOf(matrix))
    if (found.row.key === row && found.column === column) return found.cell;
  throw new Error(`There is no ${row} for ${column}.`);
}

/** The plan with another answer in one cell. */
function withAnswer(row: string, column: string, verdict: Cell["verdict"]): PlannedMatrix {
  return {
    ...planned,
    sections: planned.sections.map((section) => ({
      ...section,
      rows: section.rows.map((each) => {
        const cell = each.row.cells[column];
        if (each.row.key !== row || cell === undefined) return each;
        return {
          ...each,
          row: { ...each.row, cells: { ...each.row.cells, [column]: { ...cell, verdict } } },
        };
      }),
    })),
  };
}

describe("a matrix that is proved", () => {
  test("the trigger's answer decides, and every proof agrees; nobody is left", async () => {
    const matrix = await proveMatrix({ client, safe: ["GET /orders"] }, planned);

    expect(matrix.proof).toMatchObject({ disagreements: [], left: [] });
    expect(cellAt(matrix, "shop/Api/v1 POST /orders", SIGNED_IN)).toMatchObject({
      verdict: "no",
      reason: "scope-missing",
      proof: { status: 401 },
    });
    expect(cellAt(matrix, "shop/Api/v1 POST /orders", ADMINS)).toMatchObject({
      verdict: "yes",
      proof: { how: "called", status: 400 },
    });
    // The function itself answers 403: that is no refusal of the gateway.
    expect(cellAt(matrix, "shop/Api/v1 GET /orders", ADMINS)).toMatchObject({
      verdict: "yes",
      proof: { observed: "yes", status: 403 },
    });
    expect(cellAt(matrix, "shop/Pool GetUser", ADMINS)).toMatchObject({
      verdict: "no",
      proof: { observed: "no" },
    });
    expect(await peopleLeft()).toBe(0);
  });

  test("a machine has the scopes of its client and no account; a real token of it proves both", async () => {
    const matrix = await proveMatrix({ client, safe: ["GET /counts"] }, planned);

    expect(matrix.proof).toMatchObject({ disagreements: [], left: [] });
    expect(
      matrix.sections.flatMap(({ rows }) => rows).find(({ title }) => title === "GET /counts")?.summary,
    ).toBe("Only the machine Meter.");
    const seen = (verdict: string, status: number) => ({
      verdict,
      proof: { how: "called", observed: verdict, status },
    });
    expect(cellAt(matrix, "shop/Api/v1 GET /counts", METER)).toMatchObject(seen("yes", 403));
    expect(cellAt(matrix, "shop/Api/v1 GET /counts", ADMINS)).toMatchObject(seen("no", 401));
    expect(cellAt(matrix, "shop/Api/v1 POST /orders", METER)).toMatchObject(seen("no", 401));
    expect(cellAt(matrix, "shop/Pool GetUser", METER)).toMatchObject(seen("no", 400));
  });

  test("ACCESS-2 what would run a function that nobody called safe is not called", async () => {
    const matrix = await proveMatrix({ client, safe: [] }, planned);

    expect(cellAt(matrix, "shop/Api/v1 GET /orders", ADMINS)).toMatchObject({
      verdict: "yes",
      unproved: "not-declared-safe",
    });
    expect(cellAt(matrix, "shop/Api/v1 DELETE /orders", ADMINS)).toMatchObject({
      verdict: "yes",
      unproved: "would-run",
    });
  });

  test.each([
    ["shop/Api/v1 POST /orders", SIGNED_IN, "yes", "no"],
    ["shop/Api/v1 POST /orders", ADMINS, "no", "yes"],
    ["shop/Pool GetUser", ADMINS, "yes", "no"],
    ["other logs:PutLogEvents · *", "role@shop/OrdersRole", "no", "yes"],
  ] as const)(
    "ACCESS-1 %s for %s, computed %s by mistake, is a disagreement",
    async (row, column, verdict, observed) => {
      const matrix = await proveMatrix({ client, safe: [] }, withAnswer(row, column, verdict));

      expect(matrix.proof?.disagreements).toMatchObject([{ row, column, computed: verdict, observed }]);
      expect(matrix.proof?.disagreements[0]?.request).not.toBe("");
    },
  );

  test("ACCESS-3 people go even when the run breaks off", async () => {
    const broken: CloudClient = {
      ...client,
      sendUnsigned: async (request) => {
        if (request.method === "POST" && (await peopleLeft()) > 0) throw new Error("broken off");
        return client.sendUnsigned(request);
      },
    };

    await expect(proveMatrix({ client: broken, safe: [] }, planned)).rejects.toThrow("broken off");
    expect(await peopleLeft()).toBe(0);
  });

  test("ACCESS-3 who can not be taken away is named", async () => {
    const stubborn: CloudClient = {
      ...client,
      cognito: (operation, input) =>
        operation === "AdminDeleteUser" ? Promise.reject(new Error("no")) : client.cognito(operation, input),
    };
    const { proof } = await proveMatrix({ client: stubborn, safe: [] }, planned);

    expect(proof?.left.length).toBeGreaterThan(0);
    expect(await peopleLeft()).toBeGreaterThan(0);
  });
});
