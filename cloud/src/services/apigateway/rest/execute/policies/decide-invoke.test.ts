import { describe, expect, test } from "vitest";
import { createAuthorization } from "../../../../../iam/authorization.ts";
import { createFakes, SCOPE } from "../../../testing/fakes.ts";
import { api, method, serve } from "../../../testing/stage.ts";

const PATHS = ["/admin", "/public", "/orders/{id}", "/orders/{id}/notes", "/files/{proxy+}"];
const SIGNED = {
  Authorization: "AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=good",
  "X-Amz-Date": "x",
};

type Effect = "Allow" | "Deny";
type Row = readonly (readonly [Effect, string])[];

function served(authorizationType: "NONE" | "AWS_IAM", statements: Row) {
  const fakes = createFakes();
  const authorization = createAuthorization({
    identities: { policiesOf: () => undefined },
    scope: SCOPE,
    clock: fakes.clock,
  });
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: statements.map(([Effect, path]) => ({
      Effect,
      Principal: "*",
      Action: "execute-api:Invoke",
      Resource: `arn:aws:execute-api:eu-west-1:123456789012:abcdefghij/v1/GET${path}`,
    })),
  });
  const methods = { authorizationType } as const;
  const restApi = api(Object.fromEntries(PATHS.map((path) => [path, [method("GET", methods)]])), { policy });
  const stage = serve(restApi, {}, { ...fakes, context: { ...fakes.context, authorization } });
  return async (path: string) => {
    const response = await stage.call({
      path: `/v1${path}`,
      headers: authorizationType === "AWS_IAM" ? SIGNED : {},
    });
    return { status: response.status, ran: fakes.invocations.length };
  };
}

const ALL: readonly [Effect, string] = ["Allow", "/*"];

describe.each(["NONE", "AWS_IAM"] as const)("a Deny on a method under %s", (authorizationType) => {
  test.each([
    ["/admin", "/admin"],
    ["/admin", "/admin/"],
    ["/admin", "//admin"],
    ["/admin", "/admin//"],
    ["/admin", "/%61dmin"],
    ["/admin", "/%61dmi%6E/"],
    ["/admin/", "/admin/"],
    ["/%61dmin", "/%61dmin"],
    ["/orders/5", "/orders/%35"],
    ["/orders/5", "/orders/5/"],
    ["/orders/a b", "/orders/a%20b"],
    ["/orders/x*", "/orders/%78%ff"],
    ["/orders/{id}", "/orders/5"],
    ["/orders/*/notes", "/orders/5/%6eotes"],
    ["/files/secret/*", "/files/secret/a"],
    ["/files/secret/*", "/files/%73ecret/a"],
    ["/files/secret/*", "/files/secret%2Fa"],
    ["/files/secret/*", "/files/secret%2fa"],
    ["/files/secret/a", "/files/secret//a"],
    ["/files/secret/*", "/files/x/../secret/a"],
    ["/files/secret/*", "/files/x/%2e%2e/secret/a"],
    ["/files/{proxy+}", "/files/a"],
  ])("APIGW-18 Deny %j holds for %j", async (denied, path) => {
    const call = served(authorizationType, [ALL, ["Deny", denied]]);

    expect(await call(path)).toEqual({ status: 403, ran: 0 });
    expect(await call("/public/")).toEqual({ status: 200, ran: 1 });
  });

  test.each([
    ["/orders/5", "/orders/55"],
    ["/orders/5", "/orders/%2535"],
    ["/files/secret/*", "/files/secrets/a"],
  ])("APIGW-18 Deny %j does not hold for %j", async (denied, path) => {
    expect((await served(authorizationType, [ALL, ["Deny", denied]])(path)).status).toBe(200);
  });
});

describe("an Allow for nobody's own policies", () => {
  test.each([
    ["/admin", "/admin", 200],
    ["/admin", "/admin/", 200],
    ["/admin", "/%61dmin", 200],
    ["/orders/5", "/orders/%35", 200],
    ["/files/public/*", "/files/public/a", 200],
    ["/files/public/*", "/files/%70ublic/a", 200],
    ["/admin", "/public", 403],
    ["/%61dmin", "/%61dmin", 403],
    ["/{id}", "/admin", 403],
    ["/orders/{id}", "/orders/5", 403],
    // The route is /orders/{id}: an Allow for another method's path must not open it.
    ["/orders/*/notes", "/orders/5%2Fnotes", 403],
    ["/orders/*/notes", "/orders/5/notes", 200],
    ["/orders/5%2Fnotes", "/orders/5%2Fnotes", 403],
  ])("APIGW-18 Allow %j, call %j: %d", async (allowed, path, status) => {
    expect((await served("NONE", [["Allow", allowed]])(path)).status).toBe(status);
  });
});
