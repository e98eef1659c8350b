import { constants, createPublicKey, publicEncrypt } from "node:crypto";
import { expect, test } from "vitest";
import { b64, kmsWorld } from "./testing/world.ts";

const { call, key } = kmsWorld();

/** What was made with a zero at its beginning, of which one in 256 is. */
async function beginningWithZero(make: (round: number) => Promise<Buffer> | Buffer): Promise<Buffer> {
  for (let round = 0; ; round += 1) {
    const made = await make(round);
    if (made[0] === 0) return made;
  }
}

const shorterAndLonger = (whole: Buffer): readonly Buffer[] => [
  whole.subarray(1),
  Buffer.concat([Buffer.alloc(1), whole]),
];

test.each(["RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PSS_SHA_256"])(
  "KMS-15 a signature by %s is as long as the modulus: without its leading zero it is none",
  async (SigningAlgorithm) => {
    const KeyId = await key({ KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" });
    let Message = "";
    const signature = await beginningWithZero(async (round) => {
      Message = b64(String(round));
      const { Signature } = await call("Sign", { KeyId, SigningAlgorithm, Message });
      return Buffer.from(String(Signature), "base64");
    });
    const verify = (bytes: Buffer) =>
      call("Verify", { KeyId, SigningAlgorithm, Message, Signature: bytes.toString("base64") });
    expect(await verify(signature)).toMatchObject({ status: 200, SignatureValid: true });
    for (const other of shorterAndLonger(signature)) {
      expect(await verify(other)).toMatchObject({ status: 400, __type: "KMSInvalidSignatureException" });
    }
  },
);

test("KMS-6 what RSA encrypted is as long as the modulus: without its leading zero it does not open", async () => {
  const KeyId = await key({ KeySpec: "RSA_2048", KeyUsage: "ENCRYPT_DECRYPT" });
  const { PublicKey } = await call("GetPublicKey", { KeyId });
  const publicKey = createPublicKey({
    key: Buffer.from(String(PublicKey), "base64"),
    format: "der",
    type: "spki",
  });
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const blob = await beginningWithZero(() =>
    publicEncrypt({ key: publicKey, oaepHash: "sha256", padding }, Buffer.from("plain")),
  );
  const decrypt = (bytes: Buffer) =>
    call("Decrypt", {
      KeyId,
      EncryptionAlgorithm: "RSAES_OAEP_SHA_256",
      CiphertextBlob: bytes.toString("base64"),
    });
  expect(await decrypt(blob)).toMatchObject({ status: 200, Plaintext: b64("plain") });
  for (const other of shorterAndLonger(blob)) {
    expect(await decrypt(other)).toMatchObject({ status: 400, __type: "InvalidCiphertextException" });
  }
});
