import type { ListConfigurationSetsRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SesContext } from "../shared/context.ts";
import { pageOf } from "../shared/page.ts";
import { inV2Words } from "./errors.ts";
import { onEverything } from "./questions.ts";

const PAGE = 1_000;

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListConfigurationSets.html */
export function ListConfigurationSets(ses: SesContext): Operation<ListConfigurationSetsRequest> {
  return {
    name: "ListConfigurationSets",
    unsupportedMembers: ["Filter"],
    authorize: onEverything("ses:ListConfigurationSets"),
    run: (input) => {
      const { NextToken: token, PageSize: size = PAGE } = input;
      const question = { operation: "ListConfigurationSets", input };
      const { items, next } = inV2Words(() =>
        pageOf(ses.configurationSets.list(), question, { token, size }),
      );
      return {
        ConfigurationSets: items.map(({ name }) => name),
        ...(next === undefined ? {} : { NextToken: next }),
      };
    },
  };
}
