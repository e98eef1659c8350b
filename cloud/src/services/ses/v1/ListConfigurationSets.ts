import type { ListConfigurationSetsRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SesContext } from "../shared/context.ts";
import { pageOf } from "../shared/page.ts";
import { asksAll } from "./questions.ts";

const PAGE = 1_000;

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_ListConfigurationSets.html */
export function ListConfigurationSets(ses: SesContext): QueryOperation<ListConfigurationSetsRequest> {
  return {
    name: "ListConfigurationSets",
    authorize: asksAll("ses:ListConfigurationSets"),
    run: (input) => {
      const { MaxItems: size = PAGE, NextToken: token } = input;
      const { items, next } = pageOf(
        ses.configurationSets.list(),
        { operation: "ListConfigurationSets", input },
        { token, size },
      );
      return {
        ConfigurationSets: { member: items.map(({ name }) => ({ Name: name })) },
        ...(next === undefined ? {} : { NextToken: next }),
      };
    },
  };
}
