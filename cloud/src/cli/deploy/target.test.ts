import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DEFAULT_CONFIG } from "../../core/config.ts";
import { administratorKey } from "../../runtime/state/credentials-file.ts";
import { claimStateFolder } from "../../runtime/state/running-file.ts";
import { findTarget } from "./target.ts";

const KEY = { accessKeyId: "AKIALOCAL", secretAccessKey: "local-secret" };
const SHELL = {
  PATH: "/usr/bin",
  AWS_PROFILE: "production",
  AWS_SESSION_TOKEN: "of-aws",
  AWS_ENDPOINT_URL_S3: "https://s3.example.com",
  AWS_ACCESS_KEY_ID: "AKIAPRODUCTION",
};

const print = () => {};

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), "portcullis-target-"));
  administratorKey(stateDir, KEY);
  claimStateFolder(stateDir, { ...DEFAULT_CONFIG, port: 4599 });
});
afterEach(() => rmSync(stateDir, { recursive: true, force: true }));

test("DEPLOY-2 nothing of the shell's settings for AWS goes along to the local cloud", async () => {
  const context = { workingFolder: stateDir, environment: SHELL, print, printStyled: print, hint: print };

  const target = await findTarget({ local: true, state: stateDir }, context);

  expect(target.isLocal).toBe(true);
  expect(target.title).toBe("the local cloud at http://127.0.0.1:4599");
  expect(target.environment).toEqual({
    PATH: "/usr/bin",
    AWS_ACCESS_KEY_ID: KEY.accessKeyId,
    AWS_SECRET_ACCESS_KEY: KEY.secretAccessKey,
    AWS_ENDPOINT_URL: "http://127.0.0.1:4599",
    AWS_REGION: "eu-west-1",
    AWS_DEFAULT_REGION: "eu-west-1",
  });
});

test("DEPLOY-2 the local cloud has one region", async () => {
  const context = { workingFolder: stateDir, environment: SHELL, print, printStyled: print, hint: print };
  const target = findTarget({ local: true, state: stateDir, region: "us-east-1" }, context);

  await expect(target).rejects.toThrow("--region is for AWS");
});
