import type { ListUserPoolClientsRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { asks, type Operation } from "../../../../wire/operation.ts";
import { LARGEST_PAGE } from "../../shared/constants.ts";
import { nextToken, pageInOrder } from "../../shared/pagination.ts";
import type { AdminDependencies } from "./dependencies.ts";
import { poolResource } from "./resource-arn.ts";

/** @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUserPoolClients.html */
export function listUserPoolClients({
  clients,
}: Pick<AdminDependencies, "clients">): Operation<ListUserPoolClientsRequest> {
  return {
    name: "ListUserPoolClients",
    unsupportedMembers: ["ClientType"],
    authorize: asks("cognito-idp:ListUserPoolClients", poolResource),
    run: ({ UserPoolId, MaxResults = LARGEST_PAGE, NextToken }) => {
      const request = { limit: MaxResults, token: NextToken };
      const page = pageInOrder(clients.list(UserPoolId), request, ({ id }) => id);
      const UserPoolClients = page.items.map(({ id, name }) => ({
        ClientId: id,
        UserPoolId,
        ClientName: name,
      }));
      return { UserPoolClients, ...nextToken(page.next) };
    },
  };
}
