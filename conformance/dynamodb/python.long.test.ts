import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { AwsTools } from "../support/aws-tools.ts";

const python = inject("python");
const facts = inject("product");

describe.skipIf("missing" in python)("a table from Python and the shell, unmodified", () => {
  test("boto3: resource, batch writer, conditions and paginators", async () => {
    const program = join(import.meta.dirname, "boto3-cases.py");
    const { code, out, err } = await new AwsTools(python, facts).python([program]);
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toEqual({
      arn: `arn:aws:dynamodb:${facts.region}:123456789012:table/boto-orders`,
      again: [400, "ResourceInUseException", "Table already exists: boto-orders"],
      item: "1.5",
      bob: ["00ff", ["a", "b"]],
      none: false,
      query: [5, 10, [10, 12, 14, 16, 18]],
      scan: [4, 70],
      tables: true,
      updated: "2.5",
      condition: [400, "ConditionalCheckFailedException", "The conditional request failed"],
      key: [400, "ValidationException", "The provided key element does not match the schema"],
      empty: [
        400,
        "ValidationException",
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: owner",
      ],
      batch: [400, "ValidationException", expect.stringContaining("less than or equal to 25")],
      tags: [{ Key: "team", Value: "home" }],
      ttl: { TimeToLiveStatus: "ENABLED", AttributeName: "ttl" },
      unsupported: [
        400,
        "UnsupportedOperationException",
        expect.stringContaining("CreateBackup is not supported"),
      ],
      gone: [400, "ResourceNotFoundException", "Requested resource not found"],
    });
  });

  test("aws dynamodb: a table is made, waited for, written, read and deleted; what is wrong is said", async () => {
    const tools = new AwsTools(python, facts);
    const dynamodb = (...words: string[]) => tools.aws(["dynamodb", ...words]);
    const name = ["--table-name", "shell-orders"];
    const made = await dynamodb(
      "create-table",
      ...name,
      ...["--attribute-definitions", "AttributeName=id,AttributeType=S"],
      ...["--key-schema", "AttributeName=id,KeyType=HASH"],
      ...["--billing-mode", "PAY_PER_REQUEST"],
    );
    expect(made.code, made.err).toBe(0);
    const item = JSON.stringify({ id: { S: "1" }, text: { S: "hello" } });
    for (const words of [
      ["wait", "table-exists", ...name],
      ["put-item", ...name, "--item", item],
    ]) {
      const { code, err } = await dynamodb(...words);
      expect(code, err).toBe(0);
    }
    expect(await tools.awsJson("dynamodb", "get-item", ...name, "--key", '{"id":{"S":"1"}}')).toEqual({
      Item: JSON.parse(item),
    });
    expect(await tools.awsJson("dynamodb", "scan", ...name, "--select", "COUNT")).toMatchObject({ Count: 1 });
    const refused = await dynamodb("get-item", ...name, "--key", '{"nope":{"S":"1"}}');
    expect(refused.err).toContain(
      "An error occurred (ValidationException) when calling the GetItem operation: The provided key element does not match the schema",
    );
    expect((await dynamodb("delete-table", ...name)).code).toBe(0);
    expect((await dynamodb("describe-table", ...name)).err).toContain(
      "(ResourceNotFoundException) when calling the DescribeTable operation: Requested resource not found: Table: shell-orders not found",
    );
  });
});
