import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { type Product, startProduct } from "../support/product.ts";

const TEMPLATE = `
Resources:
  Pictures: { Type: AWS::S3::Bucket }
Outputs:
  Bucket: { Value: !Ref Pictures }
`;

let folder: string;
let name: string;
let product: Product;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-destroyed-"));
  name = basename(folder);
  writeFileSync(join(folder, "template.yaml"), TEMPLATE);
  product = await startProduct({ folders: [folder] });
});
afterAll(async () => {
  await product.stop();
  rmSync(product.facts.stateDir, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

/** No `sam` is on the path, and the keys are those of an account of AWS. */
const destroy = (...words: string[]) =>
  runCli(
    ["destroy", ".", "--local", "--state", product.facts.stateDir, ...words],
    { PATH: "", AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "x" },
    folder,
  );

test("DEPLOY-1 a stack of the local cloud goes without sam, and with its data only when that is said", async () => {
  const { s3 } = clientsFor(product.facts);
  const bucket = product.facts.stacks[name]?.["Bucket"] ?? "";
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "a", Body: "x" }));

  const kept = await destroy("--yes");
  expect([kept.code, kept.err]).toEqual([1, expect.stringContaining("Say --delete-data to lose it.")]);
  await s3.send(new PutObjectCommand({ Bucket: bucket, Key: "b", Body: "x" }));

  const gone = await destroy("--yes", "--delete-data");
  expect([gone.code, gone.out]).toEqual([0, expect.stringContaining(`${name}: deleted.`)]);
  expect(
    await refusalOf(s3.send(new PutObjectCommand({ Bucket: bucket, Key: "c", Body: "x" }))),
  ).toMatchObject({
    name: "NoSuchBucket",
  });
  const again = await destroy("--yes");
  expect([again.code, again.out]).toEqual([0, expect.stringContaining(`There is no stack ${name}`)]);
});
