import { Amplify } from "aws-amplify";
import { describe, expect, test } from "vitest";
import { UserError } from "../../../core/errors.ts";
import { appConfigOf } from "./app-config.ts";
import { formatted } from "./formats.ts";

const BASE = "http://localhost:4566";
const found = {
  userPoolId: "eu-west-1_Ab1",
  userPoolClientId: "1abc",
  apiUrl: `${BASE}/_aws/execute-api/a1/v1`,
};
const local = appConfigOf(found, { region: "eu-west-1", userPoolEndpoint: BASE });
const onAws = appConfigOf(
  { ...found, apiUrl: "https://a1.execute-api.eu-west-1.amazonaws.com/v1" },
  { region: "eu-west-1", userPoolEndpoint: undefined },
);
const plain = { prefix: "" };

describe("formatted", () => {
  test.each([
    ["the local cloud", local],
    ["AWS", onAws],
  ])("amplify: Amplify reads pool, client, address and API of %s", (_name, config) => {
    Amplify.configure(JSON.parse(formatted(config, "amplify", plain)));

    const { Auth, API } = Amplify.getConfig();

    expect(Auth?.Cognito).toMatchObject({ userPoolId: "eu-west-1_Ab1", userPoolClientId: "1abc" });
    expect(Auth?.Cognito?.userPoolEndpoint).toBe(config.userPoolEndpoint);
    expect(API?.REST?.["api"]).toEqual({ endpoint: config.apiUrl, region: "eu-west-1" });
  });

  test("env: a line for each value, with the prefix of a bundler", () => {
    expect(formatted(local, "env", { prefix: "VITE_" })).toBe(
      `VITE_REGION=eu-west-1\nVITE_USER_POOL_ID=eu-west-1_Ab1\nVITE_USER_POOL_CLIENT_ID=1abc\nVITE_API_URL=${BASE}/_aws/execute-api/a1/v1\nVITE_USER_POOL_ENDPOINT=${BASE}\n`,
    );
    expect(formatted(onAws, "env", plain)).not.toContain("ENDPOINT");
  });

  test("postman: an environment to import", () => {
    expect(JSON.parse(formatted(local, "postman", plain))).toMatchObject({
      name: "Portcullis: eu-west-1_Ab1",
      values: expect.arrayContaining([
        { key: "apiUrl", value: local.apiUrl, type: "default", enabled: true },
      ]),
      _postman_variable_scope: "environment",
    });
  });

  test("json: what an app reads itself", () => {
    expect(JSON.parse(formatted(local, "json", plain))).toEqual(local);
  });

  test.each([
    ["xml", plain, "--format must be one of json, amplify, env, postman"],
    ["__proto__", plain, "--format must be"],
    ["env", { prefix: "A B=" }, "--prefix must be"],
  ])("%s is refused in words", (name, options, words) => {
    expect(() => formatted(local, name, options)).toThrow(UserError);
    expect(() => formatted(local, name, options)).toThrow(words);
  });
});
