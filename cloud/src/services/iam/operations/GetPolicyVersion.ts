import type { AwsError } from "../../../core/errors.ts";
import type { ManagedPolicy } from "../../../iam/identities/managed-policy.ts";
import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { noSuchPolicyVersion, unsupportedParameter } from "../errors.ts";
import { POLICY_ARN, readInput } from "../input.ts";
import { findPolicy } from "../managed-policies.ts";
import { encodeDocument, isoDate } from "../reply.ts";

const SHAPE = {
  PolicyArn: POLICY_ARN,
  VersionId: { type: "string", required: true, pattern: "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?" },
} as const;

/** Only the default version is kept. */
export function getPolicyVersion(context: IamContext): QueryOperation {
  return {
    name: "GetPolicyVersion",
    authorize: asks("iam:GetPolicyVersion", (parameters) => parameters.text("PolicyArn") ?? "*"),
    run: (parameters) => {
      const input = readInput(parameters, SHAPE);
      const policy = findPolicy(context, input.required("PolicyArn"));
      const versionId = input.required("VersionId");
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
