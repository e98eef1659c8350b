import type { SsmContext } from "./context.ts";
import { type CurrentParameter, type Parameter, parameterArn } from "./parameter.ts";

/** The key that seals secure strings of this account. */
export const DEFAULT_KEY = "alias/aws/ssm";
/** What ciphertexts of KMS begin with: `AQICAHh`. */
const CIPHERTEXT_START = Buffer.from([1, 2, 2, 0, 120, 64]);

/** SSM-5: a secure string is told in clear only to who asks to decrypt it. */
export function shownValue(
  { ciphertexts }: SsmContext,
  { name, type, value, version }: Parameter,
  decrypted: boolean | undefined,
): string {
  if (type !== "SecureString" || decrypted === true) return value;
  const sealed = ciphertexts.seal(Buffer.from(value, "utf8"), `${name}:${version}`);
  return Buffer.concat([CIPHERTEXT_START, sealed]).toString("base64");
}

/** @param selector what stood behind the name, with its colon */
export function parameterView(
  ssm: SsmContext,
  parameter: Parameter,
  {
    decrypted,
    selector,
  }: { readonly decrypted: boolean | undefined; readonly selector?: string | undefined },
): object {
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: shownValue(ssm, parameter, decrypted),
    Version: parameter.version,
    ...(selector === undefined ? {} : { Selector: selector }),
    LastModifiedDate: parameter.modifiedAt / 1_000,
    ARN: parameterArn(ssm.scope, parameter.name),
    DataType: "text",
  };
}

/** What DescribeParameters and GetParameterHistory have in common. */
export function parameterMetadata(parameter: Parameter): object {
  return {
    Name: parameter.name,
    Type: parameter.type,
    ...(parameter.type === "SecureString" ? { KeyId: DEFAULT_KEY } : {}),
    LastModifiedDate: parameter.modifiedAt / 1_000,
    LastModifiedUser: parameter.modifiedBy,
    ...(parameter.description === undefined ? {} : { Description: parameter.description }),
    Version: parameter.version,
    Tier: parameter.tier,
    Policies: [],
    DataType: "text",
  };
}

export function describedParameter(ssm: SsmContext, parameter: CurrentParameter): object {
  return { ...parameterMetadata(parameter), ARN: parameterArn(ssm.scope, parameter.name) };
}
