import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { emptyNode, findRoute, nodeFor } from "./trie.ts";

function router(paths: readonly string[]) {
  const root = emptyNode<string>();
  for (const path of paths) nodeFor(root, { path }).routes.set("GET", path);
  return (path: string) => {
    const match = findRoute(root, "GET", path);
    return match === undefined
      ? undefined
      : [match.route, match.parameters === undefined ? null : { ...match.parameters }, match.path];
  };
}

const PATHS = [
  "/",
  "/x",
  "/pets/{id}",
  "/pets/mine",
  "/pets/{id}/toys",
  "/files/{proxy+}",
  "/pets/{id}/log/{rest+}",
];

describe("routing", () => {
  const find = router(PATHS);
  for (const [path, expected] of [
    ["/", ["/", null, "/"]],
    ["/x", ["/x", null, "/x"]],
    ["/x/", ["/x", null, "/x/"]],
    ["//x", ["/x", null, "/x"]],
    ["/%78", ["/x", null, "/%78"]],
    ["/X", undefined],
    ["/x/y", undefined],
    ["/pets", undefined],
    ["/pets/mine", ["/pets/mine", null, "/pets/mine"]],
    ["/pets/5", ["/pets/{id}", { id: "5" }, "/pets/5"]],
    ["/pets/mine/toys", ["/pets/{id}/toys", { id: "mine" }, "/pets/mine/toys"]],
    ["/pets/a%2Fb", ["/pets/{id}", { id: "a/b" }, "/pets/a%2Fb"]],
    ["/pets/a%252Fb", ["/pets/{id}", { id: "a%2Fb" }, "/pets/a%252Fb"]],
    ["/pets/%zz", ["/pets/{id}", { id: "%zz" }, "/pets/%zz"]],
    ["/files", undefined],
    ["/files/", undefined],
    ["/files//", undefined],
    ["/files/a", ["/files/{proxy+}", { proxy: "a" }, "/files/a"]],
    ["/files/a/b/", ["/files/{proxy+}", { proxy: "a/b" }, "/files/a/b/"]],
    ["/files/a//b", ["/files/{proxy+}", { proxy: "a//b" }, "/files/a//b"]],
    ["/pets/5/log/a/b", ["/pets/{id}/log/{rest+}", { id: "5", rest: "a/b" }, "/pets/5/log/a/b"]],
    ["/pets/5/log", undefined],
    ["/x%2Fy", undefined],
    ["/__proto__", undefined],
    ["/constructor", undefined],
  ] as const) {
    test(`routing ${path} → ${expected === undefined ? "nothing" : expected[0]}`, () => {
      expect(find(path)).toEqual(expected);
    });
  }

  // Recorded on AWS: LocalStack's TestProxyRouting, floci 3399 and ministack 1423 have the answers.
  test.each([
    ["OPTIONS", "/test", "OPTIONS /{proxy+}"],
    ["POST", "/test", "POST /test"],
    ["OPTIONS", "/test/any", "ANY /test/any"],
    ["GET", "/test", undefined],
    ["ANY", "/test", undefined],
    ["ANY", "/test/any", "ANY /test/any"],
    ["GET", "/users/me", "GET /users/{userId}"],
    ["PATCH", "/users/me", "PATCH /users/me"],
    ["POST", "/users/me", undefined],
    ["POST", "/jobs/reboot", "ANY /jobs/{rest+}"],
    ["GET", "/jobs/reboot", "GET /jobs/{type}"],
    ["PUT", "/jobs/reboot/now", "ANY /jobs/{rest+}"],
  ])("routing: %s %s is served by %s", (method, path, expected) => {
    const root = emptyNode<string>();
    for (const route of [
      "POST /test",
      "ANY /test/any",
      "OPTIONS /{proxy+}",
      "GET /users/{userId}",
      "PATCH /users/me",
      "ANY /jobs/{rest+}",
      "GET /jobs/{type}",
      "GET /jobs/{type}/now",
    ]) {
      const [name = "", template = ""] = route.split(" ");
      nodeFor(root, { path: template }).routes.set(name, route);
    }

    expect(findRoute(root, method, path)?.route).toBe(expected);
  });

  test("routing: what a path that was left had bound is forgotten", () => {
    const root = emptyNode<string>();
    nodeFor(root, { path: "/jobs/{type}/{step}" }).routes.set("GET", "exact");
    nodeFor(root, { path: "/{all+}" }).routes.set("ANY", "greedy");

    expect({ ...findRoute(root, "POST", "/jobs/a/b")?.parameters }).toEqual({ all: "jobs/a/b" });
  });

  test("routing: hostile paths match nothing they should not and never throw", () => {
    const only = router(["/gates/control"]);
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string(), fc.constantFrom("gates", "control", "..", "%2e%2e", "%00", "__proto__", "")),
        ),
        (parts) => {
          const path = `/${parts.map((part) => part.replaceAll("/", "")).join("/")}`;
          const matched = only(path) !== undefined;
          const plain = path.split("/").filter((part) => part !== "");
          const expected = plain.length === 2 && safe(plain[0]) === "gates" && safe(plain[1]) === "control";
          expect(matched).toBe(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});

function safe(text = ""): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
