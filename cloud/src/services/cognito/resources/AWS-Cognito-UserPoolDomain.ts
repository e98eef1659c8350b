import type { ProvisionedResource, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import type { UserPoolDomain } from "../domain/domains/domain.ts";
import { cloudFrontName, type DomainInput } from "../domain/domains/manager.ts";
import { apiInput, propertySchema } from "./coerce.ts";
import type { ResourceDependencies } from "./dependencies.ts";
import { modelShape } from "./model-shape.ts";
import { poolCalls } from "./pool-calls.ts";

const SHAPE = modelShape("CreateUserPoolDomain", { without: ["CustomDomainConfig", "Routing"] });

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpooldomain.html */
export function userPoolDomainResource({
  domains,
  stores,
}: Pick<ResourceDependencies, "domains" | "stores">): ResourceProvider {
  return {
    type: "AWS::Cognito::UserPoolDomain",
    get properties() {
      return propertySchema(SHAPE());
    },
    required: ["Domain", "UserPoolId"],
    replaceOn: ["Domain", "UserPoolId"],
    calls: (_context, change) =>
      poolCalls(change, {
        create: "CreateUserPoolDomain",
        update: "UpdateUserPoolDomain",
        delete: "DeleteUserPoolDomain",
      }),
    create: async (context, properties) =>
      context.commit(() => provisioned(domains.create(apiInput<DomainInput>(SHAPE(), properties)))),
    update: async (_context, _id, _before, after) =>
      provisioned(domains.update(apiInput<DomainInput>(SHAPE(), after))),
    delete: async (_context, id, properties) => {
      const domain = stores.domains.find(id);
      // A replaced domain of the same name may belong to another pool by now.
      if (domain === undefined || domain.userPoolId !== properties["UserPoolId"]) return;
      domains.delete({ Domain: id, UserPoolId: domain.userPoolId });
    },
  };
}

function provisioned({ domain }: UserPoolDomain): ProvisionedResource {
  return { physicalId: domain, attributes: { CloudFrontDistribution: cloudFrontName(domain) } };
}
