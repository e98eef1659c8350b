import { describe, expect, test } from "vitest";
import { AwsError } from "../../../../core/errors.ts";
import { serviceModel } from "../../../../wire/models/index.ts";
import type { S3Context } from "../../domain/context.ts";
import { createOperations } from "../operations/index.ts";
import { createRouter } from "../protocol.ts";
import { parseQuery } from "./address.ts";
import type { Level } from "./call.ts";

// Nothing is run: operations hold the context for later.
const operations = createOperations({} as S3Context);
const router = createRouter(operations);
const served = new Set(operations.map(({ name }) => name));
const find = (method: string, level: Level, query: string) =>
  router.find({ method, level, query: parseQuery(query), isCopy: false });
/** Told by a header or by the host alone. */
const TWINS = new Set(["CopyObject", "UploadPartCopy", "ListDirectoryBuckets", "WriteGetObjectResponse"]);

const requests = serviceModel("s3").operationNames.flatMap((name) => {
  const { uri = "/", method = "", needsQuery = [] } = serviceModel("s3").operation(name)?.http ?? {};
  const [path = "", literal = ""] = uri.split("?");
  const query = [literal, ...needsQuery.map((parameter) => `${parameter}=1`)].filter(Boolean).join("&");
  const level = path.includes("{Key+}") ? "object" : path.includes("{Bucket}") ? "bucket" : "service";
  return TWINS.has(name) ? [] : [{ name, method, level, query } as const];
});

describe("S3-18 a request for what S3 has and this service has not", () => {
  const missing = requests.filter(({ name }) => !served.has(name));

  test("there are some", () => {
    expect(missing.length).toBeGreaterThan(40);
  });

  test.each(missing.map((request) => [request.name, request] as const))(
    "%s reaches no operation",
    (_name, { method, level, query }) => {
      const found = find(method, level, query);
      // An older operation shares its address with the newer one, which is served.
      if (found instanceof AwsError) expect(["NotImplemented", "MethodNotAllowed"]).toContain(found.code);
      else expect(found.name).toMatch(/Lifecycle|Notification/);
    },
  );

  test("an annotation is never taken for its object", () => {
    expect(find("PUT", "object", "annotation&annotationName=a")).toMatchObject({
      code: "NotImplemented",
      message: expect.stringContaining("PUT ?annotation"),
    });
  });
});

test.each(requests.filter(({ name }) => served.has(name)).map((request) => [request.name, request] as const))(
  "S3-18 %s is found by its address in the model",
  (name, { method, level, query }) => {
    expect(find(method, level, query)).toMatchObject({ name });
  },
);
