import type { AwsError } from "../../../core/errors.ts";
import type { ManagedPolicy } from "../../../iam/identities/model/managed-policy.ts";
import type { GetPolicyVersionRequest } from "../../../wire/models/generated/iam.types.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { findPolicy } from "../domain/managed-policies.ts";
import { conditionKeys, policyTags } from "../shared/condition-keys.ts";
import type { IamContext } from "../shared/context.ts";
import { noSuchPolicyVersion, unsupportedParameter } from "../shared/errors.ts";
import { encodeDocument, isoDate } from "../shared/reply.ts";

/** Only the default version is kept. */
export function getPolicyVersion(context: IamContext): QueryOperation<GetPolicyVersionRequest> {
  return {
    name: "GetPolicyVersion",
    authorize: asks("iam:GetPolicyVersion", (input) => input.PolicyArn, conditionKeys(context, policyTags)),
    run: (input) => {
      const policy = findPolicy(context, input.PolicyArn);
      const versionId = input.VersionId;
      if (versionId !== policy.versionId) throw refusal(policy, versionId);
      return {
        PolicyVersion: {
          Document: encodeDocument(policy.document),
          VersionId: versionId,
          IsDefaultVersion: true,
          CreateDate: isoDate(policy.updatedAt),
        },
      };
    },
  };
}

/** AWS keeps the versions before the default one: they exist and are not here. */
function refusal({ arn, versionId }: ManagedPolicy, asked: string): AwsError {
  const isEarlier = arn.startsWith("arn:aws:iam::aws:") && numberOf(asked) < numberOf(versionId);
  if (isEarlier) return unsupportedParameter("GetPolicyVersion", `A VersionId before ${versionId}`);
  return noSuchPolicyVersion(arn, asked);
}

function numberOf(versionId: string): number {
  return Number.parseInt(versionId.slice(1), 10);
}
