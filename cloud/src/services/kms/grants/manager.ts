import type { Caller } from "../../../core/caller.ts";
import { AwsError, unsupported } from "../../../core/errors.ts";
import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { CreateGrantRequest, GrantOperation } from "../../../wire/models/generated/kms.types.ts";
import { canonicalContext, contextKeys } from "../keys/encryption-context.ts";
import { arnOf } from "../keys/questions.ts";
import { isSomebody } from "../policies/policy-document.ts";
import type { KmsContext } from "../shared/context.ts";
import { validation } from "../shared/errors.ts";
import type { Grant } from "../shared/grant-store.ts";
import { type Key, type KeyKind, SYMMETRIC } from "../shared/key.ts";

const SEALING: readonly GrantOperation[] = ["Decrypt", "Encrypt", "ReEncryptFrom", "ReEncryptTo"];
const OF_EVERY_KEY: readonly GrantOperation[] = ["DescribeKey", "RetireGrant"];

/**
 * What may be granted of which kind of key. Who gets CreateGrant could pass on no more than was granted:
 * that is not here.
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html#terms-grant-operations
 */
function operationsOf({ spec, usage }: KeyKind): readonly GrantOperation[] {
  if (usage === "GENERATE_VERIFY_MAC") return ["GenerateMac", "VerifyMac", ...OF_EVERY_KEY];
  if (usage === "SIGN_VERIFY") return ["Sign", "Verify", "GetPublicKey", ...OF_EVERY_KEY];
  if (spec !== SYMMETRIC.spec) return [...SEALING, "GetPublicKey", ...OF_EVERY_KEY];
  return [...SEALING, "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", ...OF_EVERY_KEY];
}

const NOT_HERE: ReadonlySet<GrantOperation> = new Set<GrantOperation>([
  "CreateGrant",
  "DeriveSharedSecret",
  "GenerateDataKeyPair",
  "GenerateDataKeyPairWithoutPlaintext",
]);

/** What a policy learns of a grant that is to be made. */
export function grantKeys(input: CreateGrantRequest): ConditionContext {
  const { Constraints: constraints = {}, GranteePrincipal: grantee, RetiringPrincipal: retiring } = input;
  const context = constraints.EncryptionContextSubset ?? constraints.EncryptionContextEquals ?? {};
  const [kind] = Object.keys(constraints);
  return {
    "kms:GrantOperations": input.Operations,
    "kms:GrantIsForAWSResource": "false",
    ...(grantee === undefined ? {} : { "kms:GranteePrincipal": grantee }),
    ...(retiring === undefined ? {} : { "kms:RetiringPrincipal": retiring }),
    ...(kind === undefined ? {} : { "kms:GrantConstraintType": kind }),
    ...contextKeys(context),
  };
}

/** @throws AwsError InvalidArnException, ValidationException, UnsupportedOperationException */
export function newGrant(kms: KmsContext, key: Key, caller: Caller, input: CreateGrantRequest): Grant {
  const { GranteePrincipal: grantee = "", RetiringPrincipal: retiring, Operations: operations } = input;
  if (operations.length === 0) throw validation("At least one operation is needed.");
  const missing = operations.find((operation) => NOT_HERE.has(operation));
  if (missing !== undefined) throw unsupported(`The operation ${missing} in a grant`);
  const foreign = operations.find((operation) => !operationsOf(key).includes(operation));
  if (foreign !== undefined) throw validation(`${foreign} is not valid for a key with usage ${key.usage}.`);
  if (input.Constraints !== undefined && key.spec !== SYMMETRIC.spec) {
    throw validation("Constraints of grants are valid only for symmetric encryption keys.");
  }
  for (const name of [grantee, ...(retiring === undefined ? [] : [retiring])]) {
    if (!name.startsWith("arn:") || !isSomebody(kms, name)) {
      throw new AwsError("InvalidArnException", `ARN does not refer to a valid principal: ${name}`);
    }
  }
  return {
    id: kms.randomness.bytes(32).toString("hex"),
    keyId: key.id,
    name: input.Name,
    grantee,
    retiring,
    issuedBy: "arn" in caller ? caller.arn : "",
    operations,
    constraint: constraintOf(input),
    createdAt: kms.clock.now(),
  };
}

function constraintOf({ Constraints = {} }: CreateGrantRequest): Grant["constraint"] {
  const { EncryptionContextEquals: exact, EncryptionContextSubset: subset } = Constraints;
  if (exact !== undefined && subset !== undefined) {
    throw validation("A grant has one constraint: EncryptionContextSubset or EncryptionContextEquals.");
  }
  const context = exact ?? subset;
  if (context === undefined) return undefined;
  canonicalContext(context);
  return { kind: exact === undefined ? "EncryptionContextSubset" : "EncryptionContextEquals", context };
}

/** A call with the same name and the same contents makes no other grant. */
export function sameGrant(kms: KmsContext, wanted: Grant): Grant | undefined {
  if (wanted.name === undefined) return undefined;
  const core = ({ name, grantee, retiring, operations, constraint, issuedBy }: Grant) =>
    JSON.stringify([name, grantee, retiring, operations, constraint, issuedBy]);
  return kms.grants.ofKey(wanted.keyId).find((known) => core(known) === core(wanted));
}

/** @throws AwsError InvalidGrantIdException */
export function requireGrant(kms: KmsContext, key: Key, id: string): Grant {
  const grant = kms.grants.find(id);
  if (grant?.keyId !== key.id) {
    throw new AwsError("InvalidGrantIdException", `Grant ID ${id} not found for key ${arnOf(kms, key)}`);
  }
  return grant;
}

/** The token that names a grant: grants hold at once, so it opens nothing. */
export function tokenOf({ id }: Grant): string {
  return Buffer.from(`portcullis-grant:${id}`).toString("base64");
}

/** @throws AwsError InvalidGrantTokenException */
export function grantOfToken(kms: KmsContext, token: string): Grant {
  const [prefix, id = ""] = Buffer.from(token, "base64").toString("utf8").split(":");
  const grant = prefix === "portcullis-grant" ? kms.grants.find(id) : undefined;
  if (grant === undefined) throw new AwsError("InvalidGrantTokenException", "");
  return grant;
}

export function grantView(kms: KmsContext, key: Key, grant: Grant): object {
  const { constraint, name, retiring } = grant;
  return {
    KeyId: arnOf(kms, key),
    GrantId: grant.id,
    Name: name ?? "",
    CreationDate: grant.createdAt / 1_000,
    GranteePrincipal: grant.grantee,
    ...(retiring === undefined ? {} : { RetiringPrincipal: retiring }),
    IssuingAccount: `arn:aws:iam::${kms.scope.accountId}:root`,
    Operations: grant.operations,
    ...(constraint === undefined ? {} : { Constraints: { [constraint.kind]: constraint.context } }),
  };
}
