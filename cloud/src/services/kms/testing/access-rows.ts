import { type AccessRow, jsonCall, type Needed } from "../../../iam/testing/access-table.ts";

export const kmsCall = (action: string, input: object) => jsonCall(`TrentService.${action}`, input);

const ALIAS = "alias/orders";

export interface Prepared {
  readonly keyId: string;
  readonly other: string;
  readonly ciphertext: string;
  readonly grantId: string;
  readonly pendingId: string;
  /** Signs; its public key can be had. */
  readonly signing: string;
  readonly mac: string;
}

/**
 * What each operation asks, on a key with the default policy.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html
 */
export function kmsRows(given: Prepared): Readonly<Record<string, AccessRow>> {
  const { keyId, other, ciphertext, grantId, pendingId, signing, mac } = given;
  const on = (action: string, key = keyId): Needed => ({
    action: `kms:${action}`,
    type: "key",
    values: { KeyId: key },
  });
  const alias = (action: string, name = "orders"): Needed => ({
    action: `kms:${action}`,
    type: "alias",
    values: { Alias: name },
  });
  const any = (action: string): Needed => ({ action: `kms:${action}`, type: "*" });
  const ofKey = (action: string, input: object = {}): AccessRow => ({
    ...kmsCall(action, { KeyId: keyId, ...input }),
    needs: [on(action)],
  });
  const byKey = (action: string, key: string, input: object): AccessRow => ({
    ...kmsCall(action, { KeyId: key, Message: "aHVzaA==", ...input }),
    needs: [on(action, key)],
  });
  const signed = { SigningAlgorithm: "ECDSA_SHA_256" };
  const tag = { TagKey: "team", TagValue: "home" };
  return {
    CancelKeyDeletion: {
      ...kmsCall("CancelKeyDeletion", { KeyId: pendingId }),
      needs: [on("CancelKeyDeletion", pendingId)],
    },
    CreateAlias: {
      ...kmsCall("CreateAlias", { AliasName: "alias/new", TargetKeyId: keyId }),
      needs: [alias("CreateAlias", "new"), on("CreateAlias")],
    },
    CreateGrant: ofKey("CreateGrant", {
      GranteePrincipal: "arn:aws:iam::123456789012:user/administrator",
      Operations: ["Decrypt"],
    }),
    CreateKey: {
      ...kmsCall("CreateKey", { Tags: [tag] }),
      needs: [any("CreateKey"), on("TagResource", "*")],
    },
    Decrypt: { ...kmsCall("Decrypt", { CiphertextBlob: ciphertext }), needs: [on("Decrypt")] },
    DeleteAlias: {
      ...kmsCall("DeleteAlias", { AliasName: ALIAS }),
      needs: [alias("DeleteAlias"), on("DeleteAlias")],
    },
    DescribeKey: { ...kmsCall("DescribeKey", { KeyId: ALIAS }), needs: [on("DescribeKey")] },
    DisableKey: ofKey("DisableKey"),
    DisableKeyRotation: ofKey("DisableKeyRotation"),
    EnableKey: ofKey("EnableKey"),
    EnableKeyRotation: ofKey("EnableKeyRotation"),
    Encrypt: ofKey("Encrypt", { Plaintext: "aHVzaA==" }),
    GenerateDataKey: ofKey("GenerateDataKey", { KeySpec: "AES_256" }),
    GenerateDataKeyWithoutPlaintext: ofKey("GenerateDataKeyWithoutPlaintext", { NumberOfBytes: 7 }),
    GenerateMac: byKey("GenerateMac", mac, { MacAlgorithm: "HMAC_SHA_256" }),
    GenerateRandom: { ...kmsCall("GenerateRandom", { NumberOfBytes: 4 }), needs: [any("GenerateRandom")] },
    GetKeyPolicy: ofKey("GetKeyPolicy"),
    GetKeyRotationStatus: ofKey("GetKeyRotationStatus"),
    GetPublicKey: { ...kmsCall("GetPublicKey", { KeyId: signing }), needs: [on("GetPublicKey", signing)] },
    ListAliases: { ...kmsCall("ListAliases", {}), needs: [any("ListAliases")] },
    ListGrants: ofKey("ListGrants"),
    ListKeyPolicies: ofKey("ListKeyPolicies"),
    ListKeys: { ...kmsCall("ListKeys", {}), needs: [any("ListKeys")] },
    ListResourceTags: ofKey("ListResourceTags"),
    PutKeyPolicy: ofKey("PutKeyPolicy", { Policy: OPEN_POLICY }),
    ReEncrypt: {
      ...kmsCall("ReEncrypt", { CiphertextBlob: ciphertext, DestinationKeyId: other }),
      needs: [on("ReEncryptFrom"), on("ReEncryptTo", other)],
    },
    RetireGrant: ofKey("RetireGrant", { GrantId: grantId }),
    RevokeGrant: ofKey("RevokeGrant", { GrantId: grantId }),
    ScheduleKeyDeletion: ofKey("ScheduleKeyDeletion"),
    Sign: byKey("Sign", signing, signed),
    TagResource: ofKey("TagResource", { Tags: [tag] }),
    UntagResource: ofKey("UntagResource", { TagKeys: ["team"] }),
    UpdateAlias: {
      ...kmsCall("UpdateAlias", { AliasName: ALIAS, TargetKeyId: other }),
      needs: [alias("UpdateAlias"), on("UpdateAlias"), on("UpdateAlias", other)],
    },
    UpdateKeyDescription: ofKey("UpdateKeyDescription", { Description: "d" }),
    Verify: {
      ...byKey("Verify", signing, { ...signed, Signature: "aHVzaA==" }),
      answers: "KMSInvalidSignatureException",
    },
    VerifyMac: {
      ...byKey("VerifyMac", mac, { MacAlgorithm: "HMAC_SHA_256", Mac: "aHVzaA==" }),
      answers: "KMSInvalidMacException",
    },
  };
}

export const OPEN_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "kms:*", Resource: "*" },
  ],
});
