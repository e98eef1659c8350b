import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { AwsTools } from "../support/aws-tools.ts";

const python = inject("python");
const facts = inject("product");

describe.skipIf("missing" in python)("the Parameter Store with unmodified tools", () => {
  test("boto3: pages, secure strings, versions; wrong calls are refused in AWS's words", async () => {
    const program = join(import.meta.dirname, "parameter-store-cases.py");
    const { code, out, err } = await new AwsTools(python, facts).python([program]);
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toEqual({
      paged: [10, 10, 3],
      described: 24,
      decrypted: "hush",
      closed: "AQICAHh",
      again: [
        "ParameterAlreadyExists",
        "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
      ],
      missing: ["ParameterNotFound", expect.any(String)],
      version: 2,
      deleted: [9, ["/boto3/none"]],
    });
  });

  test("aws ssm: who has no key, or a wrong one, reads nothing", async () => {
    const tools = new AwsTools(python, facts);
    const put = ["ssm", "put-parameter", "--name", "/cli/a", "--type", "String", "--value", "kept"];
    await tools.awsJson(...put);
    const get = ["ssm", "get-parameter", "--name", "/cli/a"];
    expect(await tools.awsJson(...get)).toMatchObject({ Parameter: { Value: "kept", Version: 1 } });

    const wrong = await tools.aws(get, { environment: { AWS_SECRET_ACCESS_KEY: "wrong" } });
    expect([wrong.code, wrong.err]).toEqual([255, expect.stringContaining("InvalidSignatureException")]);
    const unsigned = await tools.aws([...get, "--no-sign-request"]);
    expect([unsigned.code, unsigned.err]).toEqual([
      255,
      expect.stringContaining("MissingAuthenticationToken"),
    ]);
  });
});
