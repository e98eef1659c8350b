import type { ListIdentitiesRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SesContext } from "../shared/context.ts";
import { pageOf } from "../shared/page.ts";
import { asksAll } from "./questions.ts";

const PAGE = 1_000;

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_ListIdentities.html */
export function ListIdentities(ses: SesContext): QueryOperation<ListIdentitiesRequest> {
  return {
    name: "ListIdentities",
    authorize: asksAll("ses:ListIdentities"),
    run: (input) => {
      const { IdentityType, MaxItems: size = PAGE, NextToken: token } = input;
      const all = ses.identities
        .list()
        .filter(({ kind }) => IdentityType === undefined || kind === IdentityType);
      const { items, next } = pageOf(all, { operation: "ListIdentities", input }, { token, size });
      return {
        Identities: { member: items.map(({ name }) => name) },
        ...(next === undefined ? {} : { NextToken: next }),
      };
    },
  };
}
