import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { AwsTools } from "../support/aws-tools.ts";

const python = inject("python");
const facts = inject("product");

describe.skipIf("missing" in python)("KMS with unmodified tools", () => {
  test("boto3: encrypts in a context, makes data keys; wrong calls are refused in AWS's words", async () => {
    const program = join(import.meta.dirname, "kms-cases.py");
    const { code, out, err } = await new AwsTools(python, facts).python([program]);
    expect(code, err).toBe(0);
    expect(JSON.parse(out)).toEqual({
      opened: "hush",
      context: ["InvalidCiphertextException", ""],
      data_key: [32, true],
      random: 7,
      aliases: ["alias/aws/ssm", "alias/boto3"],
      policy: "key-default-1",
      verified: true,
      forged: "KMSInvalidSignatureException",
      usage: "InvalidKeyUsageException",
      spec: "UnsupportedOperationException",
      retirable: "UnsupportedOperationException",
      queue: ["hush"],
      no_queue: ["KMS.DisabledException", "KMS.DisabledException"],
      batch: [["hush", "said"], []],
      part: [["said"], [["boto3/keyed", "DecryptionFailure"]]],
      disabled: "DisabledException",
      unknown: ["NotFoundException", "Alias arn:aws:kms:eu-west-1:123456789012:alias/none is not found."],
      state: "PendingDeletion",
    });
  });

  test("aws kms: who has no key, or a wrong one, opens nothing", async () => {
    const tools = new AwsTools(python, facts);
    const { KeyMetadata } = (await tools.awsJson("kms", "create-key")) as {
      readonly KeyMetadata: { readonly KeyId: string };
    };
    const encrypt = ["kms", "encrypt", "--key-id", KeyMetadata.KeyId, "--plaintext", "hush"];
    const { CiphertextBlob } = (await tools.awsJson(...encrypt)) as { readonly CiphertextBlob: string };
    const file = join(mkdtempSync(join(tmpdir(), "kms-")), "blob");
    writeFileSync(file, Buffer.from(CiphertextBlob, "base64"));
    const decrypt = ["kms", "decrypt", "--ciphertext-blob", `fileb://${file}`];
    const { Plaintext } = (await tools.awsJson(...decrypt)) as { readonly Plaintext: string };
    expect(Buffer.from(Plaintext, "base64").toString()).toBe("hush");

    const wrong = await tools.aws(decrypt, { environment: { AWS_SECRET_ACCESS_KEY: "wrong" } });
    expect([wrong.code, wrong.err]).toEqual([255, expect.stringContaining("InvalidSignatureException")]);
    const unsigned = await tools.aws([...decrypt, "--no-sign-request"]);
    expect([unsigned.code, unsigned.err]).toEqual([
      255,
      expect.stringContaining("MissingAuthenticationToken"),
    ]);
  });
});
