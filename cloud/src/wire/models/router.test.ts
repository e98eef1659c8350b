import { describe, expect, test } from "vitest";
import { type ModelName, serviceModel } from "./index.ts";
import { readTable, type ServiceTable } from "./table.ts";

const route = (name: ModelName, method: string, address: string, headers: Record<string, string> = {}) => {
  const [path = "", query = ""] = address.split("?");
  return serviceModel(name).router.match({ method, path, query, headers });
};

describe("the operation that a request means", () => {
  test.each<[ModelName, string, string, string]>([
    ["s3", "GET", "/", "ListBuckets"],
    ["s3", "GET", "/b", "ListObjects"],
    ["s3", "GET", "/b/", "ListObjects"],
    ["s3", "GET", "/b?list-type=2&prefix=a", "ListObjectsV2"],
    ["s3", "GET", "/b?list-type=1", "ListObjects"],
    ["s3", "GET", "/b?lifecycle", "GetBucketLifecycleConfiguration"],
    ["s3", "GET", "/b?inventory", "ListBucketInventoryConfigurations"],
    ["s3", "GET", "/b?inventory&id=x", "GetBucketInventoryConfiguration"],
    ["s3", "GET", "/b/k", "GetObject"],
    ["s3", "GET", "/b/a/b/", "GetObject"],
    ["s3", "GET", "/b/k?acl", "GetObjectAcl"],
    ["s3", "GET", "/b?acl", "GetBucketAcl"],
    ["s3", "GET", "/b/k?uploadId=u", "ListParts"],
    ["s3", "PUT", "/b/k", "PutObject"],
    ["s3", "PUT", "/b/k?partNumber=1&uploadId=u", "UploadPart"],
    ["s3", "PUT", "/b/k?partNumber=1", "PutObject"],
    ["s3", "POST", "/b?delete", "DeleteObjects"],
    ["s3", "POST", "/b/k?select&select-type=2", "SelectObjectContent"],
    ["lambda", "GET", "/2015-03-31/functions", "ListFunctions"],
    ["lambda", "GET", "/2015-03-31/functions/", "ListFunctions"],
    ["lambda", "GET", "/2015-03-31/functions/f", "GetFunction"],
    ["lambda", "POST", "/2015-03-31/functions/f/invocations", "Invoke"],
    ["lambda", "GET", "/2019-09-25/functions/f/event-invoke-config/list", "ListFunctionEventInvokeConfigs"],
    ["lambda", "GET", "/2018-10-31/layers?find=LayerVersion&Arn=a", "GetLayerVersionByArn"],
    ["lambda", "GET", "/2018-10-31/layers", "ListLayers"],
    ["lambda", "DELETE", "/2017-03-31/tags/arn%3Aaws?tagKeys=a", "UntagResource"],
    ["apigateway", "GET", "/restapis/a/resources/b/methods/GET/responses/200", "GetMethodResponse"],
    ["apigateway", "POST", "/restapis?mode=import", "ImportRestApi"],
    ["apigateway", "POST", "/restapis", "CreateRestApi"],
    ["apigateway", "GET", "/tags/arn%3Aaws%3Aapigateway%2Frestapis", "GetTags"],
    ["iot", "GET", "/things", "ListThings"],
    ["iot", "GET", "/endpoint", "DescribeEndpoint"],
    ["iot-data", "POST", "/topics/a%2Fb", "Publish"],
    ["iot-data", "GET", "/things/t/shadow", "GetThingShadow"],
  ])("%s: %s %s is %s", (name, method, address, operation) => {
    expect(route(name, method, address)?.operation).toBe(operation);
  });

  test("headers tell a copy from an upload", () => {
    const copy = { "x-amz-copy-source": "b/k" };
    expect(route("s3", "PUT", "/b/k", copy)?.operation).toBe("CopyObject");
    expect(route("s3", "PUT", "/b/k?partNumber=1&uploadId=u", copy)?.operation).toBe("UploadPartCopy");
  });

  test.each<[ModelName, string, string]>([
    ["lambda", "PATCH", "/2015-03-31/functions/f"],
    ["lambda", "GET", "/2015-03-31/nonsense"],
    ["lambda", "GET", "/2015-03-31/functions/f/x/y/z"],
    ["lambda", "GET", "/2015-03-31/functions//policy"],
    ["lambda", "GET", "/2015-03-31/functions/%zz"],
    ["apigateway", "GET", "/v2/apis"],
    ["iot-data", "POST", "/topics"],
    ["s3", "PATCH", "/b/k"],
  ])("%s has no %s %s", (name, method, address) => {
    expect(route(name, method, address)).toBeUndefined();
  });

  test("labels are decoded once; a greedy one keeps its slashes", () => {
    expect(Object.fromEntries(route("s3", "GET", "/b/a%2520b//c%2Fd/")?.labels ?? [])).toEqual({
      Bucket: "b",
      Key: "a%20b//c/d/",
    });
    expect(Object.fromEntries(route("apigateway", "GET", "/restapis/__proto__")?.labels ?? [])).toEqual({
      restapi_id: "__proto__",
    });
  });

  test("the methods of a path are known whatever the query", () => {
    expect(serviceModel("iot").router.methodsAt("/things/t").toSorted()).toEqual([
      "DELETE",
      "GET",
      "PATCH",
      "POST",
    ]);
    expect(serviceModel("iot").router.methodsAt("/nonsense/x/y/z")).toEqual([]);
  });
});

describe("every binding of the models", () => {
  /** The older of two operations with one binding cannot be told from the newer. */
  const TWINS: Readonly<Record<string, string>> = {
    GetBucketLifecycle: "GetBucketLifecycleConfiguration",
    GetBucketNotification: "GetBucketNotificationConfiguration",
    PutBucketLifecycle: "PutBucketLifecycleConfiguration",
    PutBucketNotification: "PutBucketNotificationConfiguration",
    ListDirectoryBuckets: "ListBuckets",
  };

  test.each<[ModelName, number]>([
    ["s3", 100],
    ["lambda", 85],
    ["apigateway", 120],
    ["iot", 270],
    ["iot-data", 7],
  ])("%s: a request made from a binding finds its operation", (name, atLeast) => {
    const { operations } = readTable<ServiceTable>(name);
    let count = 0;
    for (const [
      operation,
      { method = "POST", uri = "/", needsQuery = [], needsHeaders = [] },
    ] of Object.entries(operations)) {
      const address = uri.replaceAll(/\{\w+\+\}/g, "a/b").replaceAll(/\{\w+\}/g, "x");
      const query = needsQuery.map((parameter) => `${parameter}=1`).join("&");
      const full = query === "" ? address : `${address}${address.includes("?") ? "&" : "?"}${query}`;
      const headers = Object.fromEntries(needsHeaders.map((header) => [header, "1"]));
      expect([operation, route(name, method, full, headers)?.operation]).toEqual([
        operation,
        TWINS[operation] ?? operation,
      ]);
      count += 1;
    }
    expect(count).toBeGreaterThanOrEqual(atLeast);
  });
});
