import { asks } from "../../../wire/operation.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { IamContext } from "../context.ts";
import { noSuchPolicyVersion } from "../errors.ts";
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
      if (versionId !== policy.versionId) throw noSuchPolicyVersion(policy.arn, versionId);
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
