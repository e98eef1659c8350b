import type { CallContext } from "../../../wire/operation.ts";
import type { SsmContext } from "./context.ts";
import { DEFAULT_KEY, openedValue } from "./encryption.ts";
import { type CurrentParameter, type Parameter, parameterArn } from "./parameter.ts";

/** What ciphertexts of KMS begin with: `AQICAHh`. */
const CIPHERTEXT_START = Buffer.from([1, 2, 2, 0, 120, 64]);

/** SSM-5: a secure string is told in clear only to who asks to decrypt it, and may. */
export function shownValue(
  ssm: SsmContext,
  parameter: Parameter,
  { call, decrypted }: { readonly call: CallContext; readonly decrypted: boolean | undefined },
): string {
  const { key, name, type, value, version } = parameter;
  if (type !== "SecureString") return value;
  if (decrypted === true) return openedValue(ssm, call, parameter);
  if (key !== undefined) return value;
  const sealed = ssm.ciphertexts.seal(Buffer.from(value, "utf8"), `${name}:${version}`);
  return Buffer.concat([CIPHERTEXT_START, sealed]).toString("base64");
}

/** @param selector what stood behind the name, with its colon */
export function parameterView(
  ssm: SsmContext,
  parameter: Parameter,
  {
    call,
    decrypted,
    selector,
  }: {
    readonly call: CallContext;
    readonly decrypted: boolean | undefined;
    readonly selector?: string | undefined;
  },
): object {
  return {
    Name: parameter.name,
    Type: parameter.type,
    Value: shownValue(ssm, parameter, { call, decrypted }),
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
    ...(parameter.type === "SecureString" ? { KeyId: parameter.key ?? DEFAULT_KEY } : {}),
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
