import { AwsError } from "../../../core/errors.ts";
import type { KeyUse } from "../../../core/ports/customer-keys.ts";
import type { CallContext } from "../../../wire/operation.ts";
import type { SsmContext } from "./context.ts";
import { type Parameter, parameterArn } from "./parameter.ts";

/** The key of secure strings that name no other. */
export const DEFAULT_KEY = "alias/aws/ssm";

type Call = Pick<CallContext, "caller" | "requestId">;

interface Sealed {
  readonly name: string;
  readonly keyId: string;
  readonly tier: Parameter["tier"];
  readonly value: string;
}

/**
 * SSM-8: a secure string is encrypted under the right of who writes it, and bound to its parameter.
 * @returns the ciphertext blob, as base64
 * @throws AwsError AccessDeniedException, InvalidKeyId
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html
 */
export function sealedValue(ssm: SsmContext, call: Call, { name, keyId, tier, value }: Sealed): string {
  const action = tier === "Standard" ? "kms:Encrypt" : "kms:GenerateDataKey";
  const use = useOf(ssm, call, { name, keyId });
  return inOurWords(call, () =>
    ssm.customerKeys.seal(use, action, Buffer.from(value, "utf8")).ciphertext.toString("base64"),
  );
}

/**
 * SSM-6: who reads a secure string in clear decrypts it: the key's policy decides, and a policy that
 * denies `kms:Decrypt` keeps the caller out. AWS's own key lets in whoever may read the parameter.
 * @throws AwsError AccessDeniedException, InvalidKeyId
 */
export function openedValue(ssm: SsmContext, call: Call, { name, key, value }: Parameter): string {
  const use = useOf(ssm, call, { name, keyId: key ?? DEFAULT_KEY });
  return inOurWords(call, () => {
    if (key !== undefined) return ssm.customerKeys.open(use, Buffer.from(value, "base64")).toString("utf8");
    // Written before there were keys: its value is sealed by the store alone.
    ssm.customerKeys.assertMayOpen(use);
    return value;
  });
}

function useOf(
  { scope }: SsmContext,
  { caller }: Call,
  { name, keyId }: { readonly name: string; readonly keyId: string },
): KeyUse {
  return { caller, service: "ssm", keyId, context: { PARAMETER_ARN: parameterArn(scope, name) } };
}

/** What KMS refuses, as the Parameter Store tells it. */
function inOurWords({ requestId }: Call, use: () => string): string {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code, message, why } = error;
    const told = new AwsError(
      code === "AccessDeniedException" ? code : "InvalidKeyId",
      `${message} (Service: AWSKMS; Status Code: 400; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`.trim(),
    );
    throw told.because(why);
  }
}
