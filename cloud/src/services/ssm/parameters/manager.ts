import { AwsError } from "../../../core/errors.ts";
import type { ParameterType } from "../../../wire/models/generated/ssm.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import type { SsmContext } from "./context.ts";
import { parameterExists, parameterNotFound, validation, versionNotFound } from "./errors.ts";
import { assertNewName } from "./name.ts";
import type { CurrentParameter, Parameter, Selector } from "./parameter.ts";

/** Bytes of a value, by tier. */
const LIMITS = { Standard: 4_096, Advanced: 8_192 } as const;

export interface ParameterChange {
  readonly name: string;
  readonly value: string;
  readonly type: ParameterType | undefined;
  readonly description: string | undefined;
  readonly tier: Parameter["tier"];
  readonly overwrite: boolean;
  /** Undefined keeps them. */
  readonly tags: Tags | undefined;
  /** ARN of who writes. */
  readonly by: string;
  /** How a secure string is encrypted; where it is left out, none is made. */
  readonly secure?: {
    /** As the caller names it. */
    readonly key: string | undefined;
    readonly seal: (value: string) => Pick<Parameter, "key" | "value">;
  };
}

/** @throws AwsError in AWS's words; nothing is written then */
export function putParameter(ssm: SsmContext, change: ParameterChange): CurrentParameter {
  const { name, value, tier, overwrite } = change;
  assertNewName(name);
  const known = ssm.parameters.find(name);
  if (known !== undefined && !overwrite) throw parameterExists();
  const type = change.type ?? known?.type;
  if (type === undefined) throw validation("A parameter type is required when you create a parameter.");
  if (known !== undefined && known.type !== type) throw typeMismatch();
  assertValue(value, tier);
  if (type !== "SecureString" && change.secure?.key !== undefined) {
    throw validation("KeyId can be given for parameters of the type SecureString only.");
  }
  const parameter: CurrentParameter = {
    name,
    version: (known?.version ?? 0) + 1,
    type,
    ...storedValue(change, type),
    description: change.description ?? known?.description,
    tier,
    modifiedAt: ssm.clock.now(),
    modifiedBy: change.by,
    tags: change.tags ?? known?.tags ?? {},
  };
  ssm.parameters.save(parameter);
  return parameter;
}

function storedValue(
  { secure, value }: ParameterChange,
  type: ParameterType,
): Pick<Parameter, "key" | "value"> {
  if (type !== "SecureString") return { value };
  if (secure === undefined) throw validation("A secure string is not made without a key.");
  return secure.seal(value);
}

/** @throws AwsError ParameterNotFound, ParameterVersionNotFound */
export function readParameter({ parameters }: SsmContext, { name, version }: Selector): Parameter {
  const current = parameters.find(name);
  if (current === undefined) throw parameterNotFound();
  if (version === undefined) return current;
  const found = /^[1-9]\d{0,14}$/.test(version) ? parameters.version(name, Number(version)) : undefined;
  if (found === undefined) throw versionNotFound(name, version);
  return found;
}

/** @throws AwsError ParameterNotFound */
export function deleteParameter({ parameters }: SsmContext, name: string): void {
  if (parameters.find(name) === undefined) throw parameterNotFound();
  parameters.delete(name);
}

function typeMismatch(): AwsError {
  return new AwsError(
    "HierarchyTypeMismatchException",
    "Parameter Store does not support changing a parameter type in a hierarchy. You must create a new, unique parameter.",
  );
}

function assertValue(value: string, tier: Parameter["tier"]): void {
  const limit = LIMITS[tier];
  if (Buffer.byteLength(value) <= limit) return;
  const advice =
    tier === "Standard"
      ? " To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html"
      : "";
  throw validation(
    `${tier} tier parameters support a maximum parameter value of ${limit} characters.${advice}`,
  );
}
