import type {
  EncryptionAlgorithmSpec,
  KeySpec,
  KeyUsageType,
  MacAlgorithmSpec,
  SigningAlgorithmSpec,
} from "../../../wire/models/generated/kms.types.ts";

/** What a key can be asked for; of the lists a key has the one that goes with its usage. */
export interface Algorithms {
  readonly EncryptionAlgorithms?: readonly EncryptionAlgorithmSpec[];
  readonly SigningAlgorithms?: readonly SigningAlgorithmSpec[];
  readonly MacAlgorithms?: readonly MacAlgorithmSpec[];
}

export type Algorithm = EncryptionAlgorithmSpec | SigningAlgorithmSpec | MacAlgorithmSpec;

type Usages = Partial<Record<KeyUsageType, Algorithms>>;

const RSA: Usages = {
  ENCRYPT_DECRYPT: { EncryptionAlgorithms: ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"] },
  SIGN_VERIFY: {
    SigningAlgorithms: [
      "RSASSA_PKCS1_V1_5_SHA_256",
      "RSASSA_PKCS1_V1_5_SHA_384",
      "RSASSA_PKCS1_V1_5_SHA_512",
      "RSASSA_PSS_SHA_256",
      "RSASSA_PSS_SHA_384",
      "RSASSA_PSS_SHA_512",
    ],
  },
};

const signing = (algorithm: SigningAlgorithmSpec): Usages => ({
  SIGN_VERIFY: { SigningAlgorithms: [algorithm] },
});
const mac = (algorithm: MacAlgorithmSpec): Usages => ({
  GENERATE_VERIFY_MAC: { MacAlgorithms: [algorithm] },
});

/**
 * The kinds of keys that are made here, and what each may be made for.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html
 */
const SPECS: Partial<Record<KeySpec, Usages>> = {
  SYMMETRIC_DEFAULT: { ENCRYPT_DECRYPT: { EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"] } },
  RSA_2048: RSA,
  RSA_3072: RSA,
  RSA_4096: RSA,
  ECC_NIST_P256: signing("ECDSA_SHA_256"),
  ECC_NIST_P384: signing("ECDSA_SHA_384"),
  ECC_NIST_P521: signing("ECDSA_SHA_512"),
  ECC_SECG_P256K1: signing("ECDSA_SHA_256"),
  HMAC_224: mac("HMAC_SHA_224"),
  HMAC_256: mac("HMAC_SHA_256"),
  HMAC_384: mac("HMAC_SHA_384"),
  HMAC_512: mac("HMAC_SHA_512"),
};

/** What keys of a kind may be made for; undefined for kinds that are not made here. */
export function usagesOf(spec: KeySpec): Usages | undefined {
  return Object.hasOwn(SPECS, spec) ? SPECS[spec] : undefined;
}

export function algorithmsOf({ spec, usage }: { spec: KeySpec; usage: KeyUsageType }): Algorithms {
  return usagesOf(spec)?.[usage] ?? {};
}

/** Name that node:crypto has for the hash in which an algorithm's name ends, as `SHA_256`. */
export function hashOf(algorithm: Algorithm): string {
  return `sha${algorithm.slice(algorithm.lastIndexOf("_") + 1)}`;
}
