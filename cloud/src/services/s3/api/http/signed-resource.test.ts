import { describe, expect, test } from "vitest";
import { fakeRequest } from "../../../../wire/sigv4/testing/fake-request.ts";
import { signedResource } from "./signed-resource.ts";
import { subresources } from "./subresources.ts";

const resource = (host: string, path: string, query = ""): string =>
  signedResource(fakeRequest({ path, query }, [["host", host]]));

describe("SIG-8 the resource that version 2 signs", () => {
  test.each([
    ["localhost:4566", "/b/k%20l", "", "/b/k%20l"],
    ["b.s3.eu-west-1.amazonaws.com", "/k", "", "/b/k"],
    ["b.localhost:4566", "/", "", "/b/"],
    ["localhost", "/b/k", "versionId=v&AWSAccessKeyId=A&acl&x=1", "/b/k?acl&versionId=v"],
    ["localhost", "/b/k", "response-content-type=text%2Fplain", "/b/k?response-content-type=text/plain"],
    // However its name is written.
    ["localhost", "/b", "%61cl", "/b?acl"],
    ["localhost", "/b", "list-type=2&prefix=a", "/b"],
  ])("SIG-8 %s%s?%s is %s", (host, path, query, expected) => {
    expect(resource(host, path, query)).toBe(expected);
  });

  test("SIG-8 no parameter that selects another operation is left out", () => {
    for (const level of ["bucket", "object"] as const) {
      const left = [...subresources(level)].filter(
        (name) => !resource("localhost", "/b/k", name).includes(name),
      );
      expect(left).toEqual(level === "bucket" ? ["list-type"] : []);
    }
  });
});
