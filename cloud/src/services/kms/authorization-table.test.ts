import { beforeEach } from "vitest";
import { describeAccess } from "../../iam/testing/access-table.ts";
import { kmsRows, type Prepared } from "./testing/access-rows.ts";
import { b64, kmsWorld } from "./testing/world.ts";

let kms = kmsWorld();
const open = async (): Promise<Prepared> => {
  kms = kmsWorld();
  const [keyId, other, pendingId] = [await kms.key(), await kms.key(), await kms.key()];
  const { CiphertextBlob } = await kms.call("Encrypt", { KeyId: keyId, Plaintext: b64("hush") });
  const { GrantId } = await kms.call("CreateGrant", {
    KeyId: keyId,
    GranteePrincipal: "arn:aws:iam::123456789012:user/administrator",
    Operations: ["Encrypt"],
  });
  await kms.call("CreateAlias", { AliasName: "alias/orders", TargetKeyId: keyId });
  await kms.call("ScheduleKeyDeletion", { KeyId: pendingId });
  const signing = await kms.key({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
  const mac = await kms.key({ KeySpec: "HMAC_256", KeyUsage: "GENERATE_VERIFY_MAC" });
  const made = { ciphertext: String(CiphertextBlob), grantId: String(GrantId) };
  return { keyId, other, pendingId, signing, mac, ...made };
};

/** Rows name what was made for each test: they are filled in anew. */
const rows = kmsRows(await open());
beforeEach(async () => {
  for (const [name, row] of Object.entries(kmsRows(await open()))) Object.assign(rows[name] ?? {}, row);
});

describeAccess({
  rule: "KMS-13",
  world: () => kms.world(),
  operations: () => kms.service().http.operations.map(({ name }) => name),
  rows,
  prepare: async () => undefined,
});
