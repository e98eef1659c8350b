import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../core/errors.ts";
import { readAwsEnvironment } from "./aws-environment.ts";

let folder: string;
let files: Record<string, string>;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-aws-"));
  files = {
    AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
    AWS_CONFIG_FILE: join(folder, "config"),
  };
  writeFileSync(
    join(folder, "credentials"),
    "# keys\n[default]\naws_access_key_id = AKDEFAULT\naws_secret_access_key=sdefault=/+\n\n[ work ]\naws_access_key_id=AKWORK\naws_secret_access_key=swork\naws_session_token=twork\n[sso]\n",
  );
  writeFileSync(
    join(folder, "config"),
    "[default]\nregion = eu-west-1\r\n[profile work]\nregion=us-east-1\n",
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (environment: Record<string, string> = {}) => readAwsEnvironment({ ...files, ...environment });

describe("readAwsEnvironment", () => {
  test("the default profile", () => {
    expect(read()).toMatchObject({
      region: "eu-west-1",
      credentials: { accessKeyId: "AKDEFAULT", secretAccessKey: "sdefault=/+" },
    });
  });

  test("a named profile with its region and session", () => {
    expect(read({ AWS_PROFILE: "work" })).toMatchObject({
      region: "us-east-1",
      credentials: { accessKeyId: "AKWORK", secretAccessKey: "swork", sessionToken: "twork" },
    });
  });

  test("keys and region of the environment stand over the files", () => {
    expect(
      read({ AWS_REGION: "cn-north-1", AWS_ACCESS_KEY_ID: "AK", AWS_SECRET_ACCESS_KEY: "s" }),
    ).toMatchObject({
      region: "cn-north-1",
      credentials: { accessKeyId: "AK", secretAccessKey: "s" },
    });
  });

  test("a profile that is asked for stands over keys of the environment, as with every AWS tool", () => {
    const aws = read({ AWS_PROFILE: "work", AWS_ACCESS_KEY_ID: "AK", AWS_SECRET_ACCESS_KEY: "s" });
    expect(aws.credentials.accessKeyId).toBe("AKWORK");
  });

  test.each([
    [{}, "https://cloudformation.eu-west-1.amazonaws.com"],
    [{ AWS_REGION: "cn-north-1" }, "https://cloudformation.cn-north-1.amazonaws.com.cn"],
    [{ AWS_ENDPOINT_URL: "http://127.0.0.1:4566/" }, "http://127.0.0.1:4566"],
    [
      { AWS_ENDPOINT_URL: "http://127.0.0.1:4566", AWS_ENDPOINT_URL_CLOUDFORMATION: "http://other:1" },
      "http://other:1",
    ],
  ])("%j is served at %s", (environment, address) => {
    expect(read(environment).endpoint("cloudformation", "CLOUDFORMATION")).toBe(address);
  });

  test("only what is set is a set endpoint", () => {
    expect(read().setEndpoint("COGNITO_IDENTITY_PROVIDER")).toBeUndefined();
    expect(read({ AWS_ENDPOINT_URL: "" }).setEndpoint("COGNITO_IDENTITY_PROVIDER")).toBeUndefined();
    expect(read({ AWS_ENDPOINT_URL: "http://x/" }).setEndpoint("COGNITO_IDENTITY_PROVIDER")).toBe("http://x");
  });

  test.each<[Record<string, string>, string, RegExp]>([
    [{ AWS_PROFILE: "sso" }, "no keys of the profile", /export-credentials --profile sso/],
    [{ AWS_PROFILE: "a'; rm -rf x" }, "no keys of the profile", /--profile 'a'\\''; rm -rf x' /],
    [{ AWS_ACCESS_KEY_ID: "AK" }, "without AWS_SECRET_ACCESS_KEY", /export-credentials/],
    [{ AWS_REGION: "evil.example/" }, "is none", /AWS_REGION/],
    [{ AWS_REGION: "x@y" }, "is none", /AWS_REGION/],
    [{ AWS_CONFIG_FILE: "/nonexistent" }, "No region is set", /AWS_REGION/],
  ])("%j is refused with the next command", (environment, message, next) => {
    const failure = (() => {
      try {
        return read({
          AWS_REGION: "eu-west-1",
          ...(environment["AWS_CONFIG_FILE"] ? { AWS_REGION: "" } : {}),
          ...environment,
        });
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(UserError);
    expect(failure).toMatchObject({ message: expect.stringContaining(message) });
    expect((failure as UserError).nextCommand).toMatch(next);
  });
});
