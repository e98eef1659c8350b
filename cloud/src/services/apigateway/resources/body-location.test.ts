import { describe, expect, test } from "vitest";
import { FUNCTION_URI, requestOf } from "../testing/fakes.ts";
import { createTestService, STACK } from "../testing/service.ts";

const place = (more: object = {}) => ({ BodyS3Location: { Bucket: "docs", Key: "api", ...more } });
const document = (path: string) => ({
  swagger: "2.0",
  info: { title: "located", version: "1" },
  paths: {
    [path]: {
      get: {
        "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri: FUNCTION_URI },
      },
    },
  },
});
const YAML = `
swagger: "2.0"
info: { title: located, version: "1" }
paths:
  /yaml:
    get:
      x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: "${FUNCTION_URI}" }
`;

/** Statuses of calls of paths once the API is deployed. */
async function statuses(service: ReturnType<typeof createTestService>, apiId: string, paths: string[]) {
  await service.provider("Deployment").create(STACK, { RestApiId: apiId, StageName: "v1" });
  const replies = paths.map((path) => {
    const request = requestOf({ path: `/v1${path}` });
    return service.execute(request, { apiId, path: request.path });
  });
  return (await Promise.all(replies)).map(({ status }) => status);
}

describe("BodyS3Location of AWS::ApiGateway::RestApi", () => {
  test.each([
    ["JSON", JSON.stringify(document("/json")), "/json"],
    ["YAML", YAML, "/yaml"],
  ])("a document in %s is the API", async (_title, text, path) => {
    const service = createTestService();
    service.objects.set("docs/api", text);
    const { physicalId } = await service.provider("RestApi").create(STACK, place());
    expect(await statuses(service, physicalId, [path, "/other"])).toEqual([200, 403]);
  });

  test("APIGW-20 a document that gives integrations a role is refused: nobody was asked for passing it", async () => {
    const service = createTestService();
    const credentials = "arn:aws:iam::123456789012:role/invoker";
    service.objects.set(
      "docs/api",
      YAML.replace("type: aws_proxy", `type: aws_proxy, credentials: "${credentials}"`),
    );
    await expect(service.provider("RestApi").create(STACK, place())).rejects.toThrow(
      "The credentials of an integration in a document of BodyS3Location is not supported",
    );
  });

  test("another place is another document", async () => {
    const service = createTestService();
    service.objects.set("docs/api", JSON.stringify(document("/one")));
    service.objects.set("docs/next", JSON.stringify(document("/two")));
    const provider = service.provider("RestApi");
    const { physicalId } = await provider.create(STACK, place());
    await provider.update(STACK, physicalId, place(), place({ Key: "next" }));
    expect(await statuses(service, physicalId, ["/one", "/two"])).toEqual([403, 200]);
  });

  test.each<[string, object, string, string]>([
    ["nothing lies there", place(), "", "The specified key does not exist."],
    ["it is no document", place(), "text", "Invalid OpenAPI input."],
    ["it is broken JSON", place(), '{"swagger"', "Invalid OpenAPI input."],
    ["it is broken YAML", place(), "a: [", "Invalid OpenAPI input."],
    [
      "the key is missing",
      { BodyS3Location: { Bucket: "docs" } },
      "{}",
      "BodyS3Location must have Bucket and Key",
    ],
    [
      "there is a Body, too",
      { ...place(), Body: {} },
      "{}",
      "Only one of Body and BodyS3Location can be given",
    ],
  ])("no API is made when %s", async (_title, properties, text, message) => {
    const service = createTestService();
    if (text !== "") service.objects.set("docs/api", text);
    await expect(service.provider("RestApi").create(STACK, properties as never)).rejects.toThrow(message);
  });

  test.each([
    [{}, "s3:GetObject"],
    [{ Version: "3" }, "s3:GetObjectVersion"],
  ])("CFN-BODY-LOCATION with %o the deployer is asked for %s", (more, action) => {
    const provider = createTestService().provider("RestApi");
    const calls = provider.calls(STACK, { kind: "create", properties: place(more) });
    expect(calls).toContainEqual({ action, resource: "arn:aws:s3:::docs/api" });
    expect(calls).toContainEqual({ operation: "PutRestApi", input: { restApiId: "*" } });
    expect(provider.calls(STACK, { kind: "create", properties: { Name: "x" } })).toHaveLength(1);
  });
});
