/**
 * AWS Identity and Access Management: roles, their policies, customer managed policies.
 *
 * **Gaps** Users, groups, access keys, instance profiles, identity providers and policy versions
 * other than the default are refused by name.
 *
 * **By design** Changes hold at once: there is no eventual consistency to wait for. A role or
 * user of this account that a trust policy names has to exist. The administrator is the only user.
 *
 * **Client quirks** SDKs sign for the cloud's region when an endpoint is set, and for us-east-1
 * without: both scopes are taken. Documents come percent-encoded in replies.
 */
import type { Clock } from "../../core/clock.ts";
import type { ResourceProvider } from "../../core/ports/resource-provider.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Identities } from "../../iam/identities/index.ts";
import { type PipelineDependencies, type ServedService, serve } from "../../wire/pipeline.ts";
import { QUERY_BODY_LIMIT, query } from "../../wire/protocols/query.ts";
import { iamOperations } from "./operations/index.ts";
import { managedPolicyResource } from "./resources/AWS-IAM-ManagedPolicy.ts";
import { policyResource } from "./resources/AWS-IAM-Policy.ts";
import { roleResource } from "./resources/AWS-IAM-Role.ts";
import type { IamContext } from "./shared/context.ts";

export interface IamDependencies extends PipelineDependencies {
  readonly identities: Identities;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export interface IamService {
  readonly http: ServedService;
  readonly resources: readonly ResourceProvider[];
}

export function createIamService(dependencies: IamDependencies): IamService {
  const { authorization, clock, identities, randomness, scope } = dependencies;
  const context: IamContext = { identities, authorization, scope, clock, randomness };
  return {
    http: serve(
      {
        name: "iam",
        signingNames: ["iam"],
        body: QUERY_BODY_LIMIT,
        protocol: query({
          xmlNamespace: "https://iam.amazonaws.com/doc/2010-05-08/",
          operations: iamOperations(context),
          model: "iam",
        }),
      },
      dependencies,
    ),
    resources: [roleResource(context), managedPolicyResource(context), policyResource(context)],
  };
}
