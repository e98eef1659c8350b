import type { AnyOperation } from "../../../wire/operation.ts";
import type { KmsContext } from "../shared/context.ts";
import { CancelKeyDeletion } from "./CancelKeyDeletion.ts";
import { CreateAlias } from "./CreateAlias.ts";
import { CreateGrant } from "./CreateGrant.ts";
import { CreateKey } from "./CreateKey.ts";
import { Decrypt } from "./Decrypt.ts";
import { DeleteAlias } from "./DeleteAlias.ts";
import { DescribeKey } from "./DescribeKey.ts";
import { DisableKey } from "./DisableKey.ts";
import { DisableKeyRotation } from "./DisableKeyRotation.ts";
import { EnableKey } from "./EnableKey.ts";
import { EnableKeyRotation } from "./EnableKeyRotation.ts";
import { Encrypt } from "./Encrypt.ts";
import { GenerateDataKey } from "./GenerateDataKey.ts";
import { GenerateDataKeyWithoutPlaintext } from "./GenerateDataKeyWithoutPlaintext.ts";
import { GenerateMac } from "./GenerateMac.ts";
import { GenerateRandom } from "./GenerateRandom.ts";
import { GetKeyPolicy } from "./GetKeyPolicy.ts";
import { GetKeyRotationStatus } from "./GetKeyRotationStatus.ts";
import { GetPublicKey } from "./GetPublicKey.ts";
import { ListAliases } from "./ListAliases.ts";
import { ListGrants } from "./ListGrants.ts";
import { ListKeyPolicies } from "./ListKeyPolicies.ts";
import { ListKeys } from "./ListKeys.ts";
import { ListResourceTags } from "./ListResourceTags.ts";
import { PutKeyPolicy } from "./PutKeyPolicy.ts";
import { ReEncrypt } from "./ReEncrypt.ts";
import { RetireGrant } from "./RetireGrant.ts";
import { RevokeGrant } from "./RevokeGrant.ts";
import { ScheduleKeyDeletion } from "./ScheduleKeyDeletion.ts";
import { Sign } from "./Sign.ts";
import { TagResource } from "./TagResource.ts";
import { UntagResource } from "./UntagResource.ts";
import { UpdateAlias } from "./UpdateAlias.ts";
import { UpdateKeyDescription } from "./UpdateKeyDescription.ts";
import { Verify } from "./Verify.ts";
import { VerifyMac } from "./VerifyMac.ts";

export function kmsOperations(kms: KmsContext): readonly AnyOperation[] {
  return [
    CancelKeyDeletion(kms),
    CreateAlias(kms),
    CreateGrant(kms),
    CreateKey(kms),
    Decrypt(kms),
    DeleteAlias(kms),
    DescribeKey(kms),
    DisableKey(kms),
    DisableKeyRotation(kms),
    EnableKey(kms),
    EnableKeyRotation(kms),
    Encrypt(kms),
    GenerateDataKey(kms),
    GenerateDataKeyWithoutPlaintext(kms),
    GenerateMac(kms),
    GenerateRandom(kms),
    GetKeyPolicy(kms),
    GetKeyRotationStatus(kms),
    GetPublicKey(kms),
    ListAliases(kms),
    ListGrants(kms),
    ListKeyPolicies(kms),
    ListKeys(kms),
    ListResourceTags(kms),
    PutKeyPolicy(kms),
    ReEncrypt(kms),
    RetireGrant(kms),
    RevokeGrant(kms),
    ScheduleKeyDeletion(kms),
    Sign(kms),
    TagResource(kms),
    UntagResource(kms),
    UpdateAlias(kms),
    UpdateKeyDescription(kms),
    Verify(kms),
    VerifyMac(kms),
  ];
}
