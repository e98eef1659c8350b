import type { ProvisionedResource, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import type { UserPoolClient } from "../domain/clients/client.ts";
import type { CreateClientInput } from "../domain/clients/input.ts";
import { apiInput, propertySchema } from "./coerce.ts";
import type { ResourceDependencies } from "./dependencies.ts";
import { modelShape } from "./model-shape.ts";
import { poolCalls } from "./pool-calls.ts";

const SHAPE = modelShape("CreateUserPoolClient", {
  without: ["ClientSecret", "PublishSecretsInAWSSecretsManager"],
  optional: ["ClientName"],
});
const MAX_NAME = 128;

type ClientProperties = Omit<CreateClientInput, "ClientName"> & { readonly ClientName?: string };

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpoolclient.html */
export function userPoolClientResource({
  clients,
  stores,
}: Pick<ResourceDependencies, "clients" | "stores">): ResourceProvider {
  return {
    type: "AWS::Cognito::UserPoolClient",
    get properties() {
      return propertySchema(SHAPE());
    },
    required: ["UserPoolId"],
    replaceOn: ["UserPoolId", "GenerateSecret"],
    calls: (_context, change) =>
      poolCalls(change, {
        create: "CreateUserPoolClient",
        update: "UpdateUserPoolClient",
        delete: "DeleteUserPoolClient",
      }),
    create: async (context, properties) => {
      const input = apiInput<ClientProperties>(SHAPE(), properties);
      const ClientName = input.ClientName ?? context.generateName({ maxLength: MAX_NAME });
      return context.commit(() => provisioned(clients.create({ ...input, ClientName })));
    },
    update: async (_context, id, _before, after) =>
      provisioned(clients.update({ ...apiInput<ClientProperties>(SHAPE(), after), ClientId: id })),
    delete: async (_context, id) => {
      const client = stores.clients.find(id);
      if (client !== undefined) clients.delete(client.userPoolId, id);
    },
  };
}

function provisioned(client: UserPoolClient): ProvisionedResource {
  return {
    physicalId: client.id,
    attributes: {
      ClientId: client.id,
      Name: client.name,
      ...(client.secret === undefined ? {} : { ClientSecret: client.secret }),
    },
  };
}
