import { describe, expect, it } from "vitest";
import type { ModelName } from "./models/index.ts";
import { createPathRouter } from "./path-router.ts";
import { unsupportedBindings } from "./protocols/unsupported-bindings.ts";

const router = createPathRouter(() =>
  [
    "GET /functions/{Name}",
    "GET /functions/list",
    "POST /restapis",
    "POST /restapis?mode=import",
    "PUT /{Bucket}/{Key+}",
    "PUT /{Bucket}/{Key+}?tagging",
    "POST /topics/{topic+}",
    "GET /tags/{arn+}",
    "GET /",
  ].map((text) => {
    const [method = "", uri = ""] = text.split(" ");
    return { method, uri, value: text };
  }),
);

describe("path router", () => {
  it.each([
    ["GET", "/functions/a%20b", "", "GET /functions/{Name}", { Name: "a b" }],
    ["GET", "/functions/a/", "", "GET /functions/{Name}", { Name: "a" }],
    ["GET", "/functions/list", "", "GET /functions/list", {}],
    ["POST", "/restapis", "", "POST /restapis", {}],
    ["POST", "/restapis", "mode=import&failonwarnings=true", "POST /restapis?mode=import", {}],
    ["POST", "/restapis", "mode=other", "POST /restapis", {}],
    ["PUT", "/b/k/l", "", "PUT /{Bucket}/{Key+}", { Bucket: "b", Key: "k/l" }],
    ["PUT", "/b/k", "tagging=", "PUT /{Bucket}/{Key+}?tagging", { Bucket: "b", Key: "k" }],
    ["POST", "/topics/a/b%2Fc", "qos=1", "POST /topics/{topic+}", { topic: "a/b/c" }],
    ["GET", "/", "", "GET /", {}],
  ])("finds %s %s?%s", (method, path, query, value, labels) => {
    const found = router.find(method, path, query);

    expect(found).toEqual({ value, labels });
  });

  it.each([
    ["DELETE", "/functions/a"],
    ["GET", "/functions"],
    ["GET", "/functions/a/b"],
    ["POST", "/topics/"],
  ])("finds nothing at %s %s", (method, path) => {
    expect(router.find(method, path, "")).toBeUndefined();
  });

  it("tells a path that is served by another method from one that is not", () => {
    expect([router.knowsPath("/functions/a"), router.knowsPath("/nothing")]).toEqual([true, false]);
  });

  it("refuses labels that are not percent-encoded UTF-8", () => {
    expect(() => router.find("GET", "/functions/%ff", "")).toThrow(URIError);
  });

  it("keeps the names of Object's own members out of labels", () => {
    const found = createPathRouter(() => [{ method: "GET", uri: "/{__proto__}", value: 1 }]).find(
      "GET",
      "/x",
      "",
    );

    expect(Object.getPrototypeOf(found?.labels)).toBeNull();
  });
});

describe("paths of AWS's models", () => {
  it.each<[ModelName, number]>([
    ["lambda", 85],
    ["apigateway", 120],
    ["iot", 270],
    ["iot-data", 7],
  ])("%s: a request made from a binding finds its operation", (name, atLeast) => {
    const bindings = unsupportedBindings(name, []);
    const all = createPathRouter(() => bindings.map((binding) => ({ ...binding, value: binding.name })));

    const found = bindings.map(({ method, uri }) => {
      const [path = "", query = ""] = uri
        .replaceAll(/\{\w+\+\}/g, "a/b")
        .replaceAll(/\{\w+\}/g, "x")
        .split("?");
      return all.find(method, path, query)?.value;
    });

    expect(found.length).toBeGreaterThanOrEqual(atLeast);
    expect(found).toEqual(bindings.map((binding) => binding.name));
  });
});
