import { type PolicyDocument, parsePolicy } from "../../iam/policies/document.ts";
import { plannedSections } from "../compute/compute-matrix.ts";
import type { PrincipalColumn, TokenHolder } from "../compute/principals.ts";
import type {
  DeployedApi,
  DeployedFunction,
  DeployedPool,
  DeployedRole,
  DeployedRoute,
  Deployment,
} from "../deployment/deployment.ts";
import { createNames } from "../deployment/names.ts";
import type { AccessMatrix } from "../matrix.ts";

const ACCOUNT = "123456789012";
export const SCOPE = { accountId: ACCOUNT, region: "eu-west-1" };

const NAMES = createNames(
  [
    {
      name: "shop",
      resources: [
        { logicalId: "Pool", physicalId: "eu-west-1_people", type: "AWS::Cognito::UserPool" },
        { logicalId: "Web", physicalId: "client0web0client", type: "AWS::Cognito::UserPoolClient" },
        { logicalId: "Api", physicalId: "abcdefghij", type: "AWS::ApiGateway::RestApi" },
        { logicalId: "Stage", physicalId: "v1", type: "AWS::ApiGateway::Stage" },
        { logicalId: "Pictures", physicalId: "shop-pictures-x1", type: "AWS::S3::Bucket" },
        {
          logicalId: "Jobs",
          physicalId: "http://localhost:4566/123456789012/shop-Jobs-x1",
          type: "AWS::SQS::Queue",
        },
        { logicalId: "OrderFunction", physicalId: "shop-order-1", type: "AWS::Lambda::Function" },
        { logicalId: "OrderFunctionRole", physicalId: "shop-role-1", type: "AWS::IAM::Role" },
      ],
    },
  ],
  ACCOUNT,
);

export const CLIENT_ID = "client0web0client";

export const POOL: DeployedPool = {
  id: "eu-west-1_people",
  arn: `arn:aws:cognito-idp:eu-west-1:${ACCOUNT}:userpool/eu-west-1_people`,
  place: "shop/Pool",
  publicSignUp: false,
  mfa: "OFF",
  usernameAttributes: ["email"],
  aliasAttributes: [],
  requiredAttributes: [],
  preToken: undefined,
  groups: [{ name: "Admins", roleArn: undefined }],
  clients: [
    {
      id: CLIENT_ID,
      place: "shop/Web",
      secret: undefined,
      authFlows: ["ALLOW_USER_SRP_AUTH"],
      oauthScopes: [],
      machineScopes: [],
      writeAttributes: ["name"],
    },
  ],
};

export function route(parts: Partial<DeployedRoute> = {}): DeployedRoute {
  return {
    method: "GET",
    path: "/orders",
    authorizationType: "COGNITO_USER_POOLS",
    authorizer: { name: "Pool", providerArns: [POOL.arn], header: "Authorization", audience: undefined },
    scopes: [],
    apiKeyRequired: false,
    integration: "AWS_PROXY",
    functionName: "shop-order-1",
    refusedBody: undefined,
    ...parts,
  };
}

export function apiOf(routes: readonly DeployedRoute[], policy?: string): DeployedApi {
  return { id: "abcdefghij", place: "shop/Api", stages: [{ name: "v1", routes, isOlder: false }], policy };
}

/** @param statements of the one inline policy */
export function roleOf(statements: readonly object[], parts: Partial<DeployedRole> = {}): DeployedRole {
  const identity: PolicyDocument = { ...parsePolicy(policyOf(statements)), name: "OrderFunctionRolePolicy0" };
  return {
    name: "shop-role-1",
    id: "AROAORDER",
    arn: `arn:aws:iam::${ACCOUNT}:role/shop-role-1`,
    place: "shop/OrderFunctionRole",
    trustPolicy: policyOf([
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]),
    identity: [identity],
    boundary: undefined,
    tags: new Map(),
    ...parts,
  };
}

export function policyOf(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

export function functionOf(policy?: string): DeployedFunction {
  return {
    name: "shop-order-1",
    arn: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:shop-order-1`,
    place: "shop/OrderFunction",
    roleArn: `arn:aws:iam::${ACCOUNT}:role/shop-role-1`,
    policy,
  };
}

export function deploymentOf(parts: Partial<Deployment> = {}): Deployment {
  return {
    scope: SCOPE,
    names: NAMES,
    apis: [],
    functions: [],
    roles: [],
    pools: [POOL],
    buckets: [],
    doors: [],
    senders: [],
    keys: new Map(),
    ...parts,
  };
}

/** A person with a token of the pool. */
export function holder(parts: Partial<TokenHolder> = {}): TokenHolder {
  const [client] = POOL.clients;
  if (client === undefined) throw new Error("The pool has a client.");
  return {
    kind: "token",
    use: "access",
    pool: POOL,
    client,
    group: undefined,
    way: "api",
    scopes: ["aws.cognito.signin.user.admin"],
    groupsBy: new Map([["Admins-{Web}", ["Admins"]]]),
    failed: undefined,
    ...parts,
  };
}

/** Nobody, somebody signed in, an administrator, an ID token, and the roles of a deployment. */
export function columnsFor({ roles }: Pick<Deployment, "roles">): PrincipalColumn[] {
  const people = (key: string, title: string, principal: PrincipalColumn["principal"]): PrincipalColumn => ({
    column: { key, kind: "people", title, about: "" },
    principal,
  });
  return [
    people("anonymous", "Nobody", { kind: "anonymous" }),
    people("signed-in", "Signed in", holder()),
    people("group:Admins", "Group Admins", holder({ group: "Admins", scopes: ["Admins-{Web}"] })),
    people("id-token", "ID token", holder({ use: "id", scopes: [] })),
    ...roles.map(
      (role): PrincipalColumn => ({
        column: { key: `role@${role.place}`, kind: "roles", title: "Order", about: "" },
        principal: { kind: "role", role, functionNames: ["shop-order-1"] },
      }),
    ),
  ];
}

/** The matrix of a deployment; what one of its routes decides by itself is said. */
export function matrixOf(parts: Parameters<typeof deploymentOf>[0]): AccessMatrix {
  const deployment = deploymentOf(parts);
  const columns = columnsFor(deployment);
  const sections = plannedSections({ deployment, columns, said: { "GET /orders": "only your own" } });
  return {
    format: 1,
    columns: columns.map(({ column }) => column),
    sections: sections.map((section) => ({ ...section, rows: section.rows.map(({ row }) => row) })),
    notes: [{ trap: "open-route", place: "shop/Api", sentence: "Everybody may." }],
    notShown: ["The administrator."],
  };
}
