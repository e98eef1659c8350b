import { join } from "node:path";
import { APIGatewayClient, GetModelCommand, GetResourcesCommand } from "@aws-sdk/client-api-gateway";
import { bundle, createConfig, lint } from "@redocly/openapi-core";
import { describe, expect, inject, test } from "vitest";
import { homeOf } from "../support/home.ts";

const facts = inject("product");
const home = homeOf(facts);
const file = join(import.meta.dirname, "..", "..", "docs", "api", "openapi.yaml");
const restApiId = /\/([a-z0-9]+)\/v1$/.exec(home.apiUrl)?.[1] ?? "";
const METHODS = ["get", "put", "post", "delete", "patch", "head"] as const;

interface Operation {
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly requestBody?: { readonly required: boolean; readonly content: Record<string, unknown> };
  readonly responses: Record<string, unknown>;
}

async function documented(): Promise<Record<string, Operation>> {
  const { bundle: result } = await bundle({ ref: file, config: await createConfig({}), dereference: true });
  const { paths } = result.parsed as { paths: Record<string, Record<string, Operation>> };
  return Object.fromEntries(
    Object.entries(paths).flatMap(([path, item]) =>
      METHODS.flatMap((method) => {
        const operation = item[method];
        return operation === undefined ? [] : [[`${method.toUpperCase()} ${path}`, operation] as const];
      }),
    ),
  );
}

function gateway(): APIGatewayClient {
  const { endpoint, region, credentials } = facts;
  return new APIGatewayClient({ endpoint, region, credentials, maxAttempts: 1 });
}

/** Methods of the deployed API but the preflights. */
async function deployed() {
  const { items = [] } = await gateway().send(
    new GetResourcesCommand({ restApiId, embed: ["methods"], limit: 500 }),
  );
  return items.flatMap(({ path = "", resourceMethods = {} }) =>
    Object.entries(resourceMethods)
      .filter(([method]) => method !== "OPTIONS")
      .map(([method, it]) => [`${method} ${path}`, it] as const),
  );
}

describe("docs/api/openapi.yaml", () => {
  test("is a valid document by the recommended rules", async () => {
    const problems = await lint({ ref: file, config: await createConfig({ extends: ["recommended"] }) });
    const texts = problems.map(({ ruleId, message }) => `${ruleId}: ${message}`);
    // Addresses of the local cloud are what this document is for.
    expect(texts.filter((text) => !text.startsWith("no-server-example.com:"))).toEqual([]);
  });

  test("has the routes of the deployed API and no others", async () => {
    const routes = (await deployed()).map(([route]) => route).sort();
    expect(routes.length).toBeGreaterThan(0);
    expect(Object.keys(await documented()).sort()).toEqual(routes);
  });

  test("asks for the scopes that the deployed methods ask for", async () => {
    const operations = await documented();
    for (const [route, { authorizationType, authorizationScopes = [] }] of await deployed()) {
      expect(authorizationType, route).toBe("COGNITO_USER_POOLS");
      const [requirement] = operations[route]?.security ?? [];
      const scopes = (requirement?.["CognitoAuthorizer"] ?? []).map((scope) =>
        scope.replace(/-clientId$/, `-${home.clientId}`),
      );
      expect([...scopes].sort(), route).toEqual([...authorizationScopes].sort());
    }
  });

  test("documents a body exactly where a model validates one, with the members of the model", async () => {
    const operations = await documented();
    for (const [route, { requestModels = {}, requestValidatorId }] of await deployed()) {
      const body = operations[route]?.requestBody;
      expect(body === undefined, route).toBe(requestValidatorId === undefined);
      expect(Object.keys(body?.content ?? {}), route).toEqual(Object.keys(requestModels));
      for (const [type, modelName] of Object.entries(requestModels)) {
        const { schema } = await gateway().send(new GetModelCommand({ restApiId, modelName }));
        const model = JSON.parse(schema ?? "{}") as { required: string[]; properties: object };
        const content = body?.content[type] as { schema: { required: string[]; properties: object } };
        expect(content.schema.required).toEqual(model.required);
        expect(Object.keys(content.schema.properties).sort()).toEqual(Object.keys(model.properties).sort());
      }
    }
  });

  test("documents what the API answers to nobody, and to too many", async () => {
    for (const [route, { responses }] of Object.entries(await documented())) {
      expect(Object.keys(responses), route).toEqual(expect.arrayContaining(["200", "401", "429"]));
    }
  });
});
