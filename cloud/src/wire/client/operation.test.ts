import { describe, expect, test } from "vitest";
import { operationAnswer } from "./operation-answer.ts";
import { operationRequest } from "./operation-request.ts";

describe("an operation as a client sends it", () => {
  test("by the JSON protocol", () => {
    expect(operationRequest("cognito-idp", "ListUsers", { UserPoolId: "p" })).toEqual({
      signingName: "cognito-idp",
      method: "POST",
      path: "/",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AWSCognitoIdentityProviderService.ListUsers",
      },
      body: '{"UserPoolId":"p"}',
    });
  });

  test("by the query protocol, lists and structures as parameters", () => {
    const { body, signingName } = operationRequest("cloudformation", "CreateStack", {
      StackName: "a b",
      Capabilities: ["CAPABILITY_IAM"],
      Parameters: [{ ParameterKey: "k", ParameterValue: "v" }],
      RoleARN: undefined,
    });
    expect(signingName).toBe("cloudformation");
    expect([...new URLSearchParams(String(body))]).toEqual([
      ["Action", "CreateStack"],
      ["Version", "2010-05-15"],
      ["StackName", "a b"],
      ["Capabilities.member.1", "CAPABILITY_IAM"],
      ["Parameters.member.1.ParameterKey", "k"],
      ["Parameters.member.1.ParameterValue", "v"],
    ]);
  });

  test("by the query protocol, maps as entries, by the names that the model gives them", () => {
    const { body } = operationRequest("sns", "Publish", {
      Message: "m",
      MessageAttributes: { kind: { DataType: "String", StringValue: "order" } },
    });
    expect([...new URLSearchParams(String(body))].slice(2)).toEqual([
      ["Message", "m"],
      ["MessageAttributes.entry.1.Name", "kind"],
      ["MessageAttributes.entry.1.Value.DataType", "String"],
      ["MessageAttributes.entry.1.Value.StringValue", "order"],
    ]);
    const topic = operationRequest("sns", "CreateTopic", { Name: "n", Attributes: { FifoTopic: "true" } });
    expect([...new URLSearchParams(String(topic.body))].slice(3)).toEqual([
      ["Attributes.entry.1.key", "FifoTopic"],
      ["Attributes.entry.1.value", "true"],
    ]);
  });

  test.each([
    ["a label", "lambda", "GetFunction", { FunctionName: "a/b c" }, "GET /2015-03-31/functions/a%2Fb%20c"],
    [
      "a query",
      "apigateway",
      "GetResources",
      { restApiId: "x", embed: ["methods"] },
      "GET /restapis/x/resources?embed=methods",
    ],
    ["a greedy label", "s3", "GetObject", { Bucket: "b", Key: "a/ä(1)" }, "GET /b/a/%C3%A4%281%29"],
    ["a literal query", "s3", "GetBucketPolicy", { Bucket: "b" }, "GET /b?policy"],
    ["a text like a pattern of replacement", "s3", "GetObject", { Bucket: "b", Key: "$&" }, "GET /b/%24%26"],
  ])("with %s in the address", (_name, service, operation, input, expected) => {
    const { method, path } = operationRequest(service, operation, input);
    expect(`${method} ${path}`).toBe(expected);
  });

  test("members in headers, and the payload as the body", () => {
    const { headers, body } = operationRequest("s3", "PutObject", {
      Bucket: "b",
      Key: "k",
      ContentType: "text/plain",
      Metadata: { A: "1" },
      Body: Buffer.from("x"),
    });
    expect(headers).toEqual({ "content-type": "text/plain", "x-amz-meta-a": "1" });
    expect(body).toEqual(Buffer.from("x"));
  });

  test("what is not there or has a body in XML is said", () => {
    expect(() => operationRequest("s3", "Nothing")).toThrow("s3 has no operation Nothing");
    const rules = { Bucket: "b", VersioningConfiguration: { Status: "Enabled" } };
    expect(() => operationRequest("s3", "PutBucketVersioning", rules)).toThrow("has a body in XML");
  });
});

const answer = (status: number, body: string, headers = {}) => ({ status, headers, body: Buffer.from(body) });

describe("what it answered", () => {
  test("of the query protocol the result, lists as lists", () => {
    const xml = `<DescribeStacksResponse xmlns="x"><DescribeStacksResult><Stacks><member><StackName>a&amp;b</StackName>
      <Outputs/></member></Stacks></DescribeStacksResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></DescribeStacksResponse>`;
    expect(operationAnswer(answer(200, xml))).toEqual({ Stacks: [{ StackName: "a&b", Outputs: "" }] });
  });

  test("lists of S3 stand without an element around them", () => {
    const xml =
      "<ListBucketResult><Name>b</Name><Contents><Key>1</Key></Contents><Contents><Key>2</Key></Contents></ListBucketResult>";
    expect(operationAnswer(answer(200, xml))).toEqual({ Name: "b", Contents: [{ Key: "1" }, { Key: "2" }] });
  });

  test.each([
    [
      "JSON",
      answer(400, '{"__type":"com.amazon#NotAuthorizedException","message":"no"}'),
      "NotAuthorizedException",
      "no",
    ],
    [
      "REST",
      answer(404, '{"Message":"gone"}', { "x-amzn-errortype": "NotFound:http://x" }),
      "NotFound",
      "gone",
    ],
    [
      "query",
      answer(400, "<ErrorResponse><Error><Code>V</Code><Message>m &lt;</Message></Error></ErrorResponse>"),
      "V",
      "m <",
    ],
    [
      "S3",
      answer(403, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"),
      "AccessDenied",
      "Access Denied",
    ],
    ["no body", answer(503, ""), "Error", "Error"],
  ])("a refusal by %s is an error with code and text", (_name, reply, code, message) => {
    expect(() => operationAnswer(reply)).toThrow(
      expect.objectContaining({ code, message, status: reply.status }),
    );
  });
});
