import type { ListTemplatesRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SesContext } from "../shared/context.ts";
import { pageOf } from "../shared/page.ts";
import { asksAll } from "./questions.ts";

const PAGE = 10;

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_ListTemplates.html */
export function ListTemplates(ses: SesContext): QueryOperation<ListTemplatesRequest> {
  return {
    name: "ListTemplates",
    authorize: asksAll("ses:ListTemplates"),
    run: (input) => {
      const { MaxItems: size = PAGE, NextToken: token } = input;
      const { items, next } = pageOf(
        ses.templates.list(),
        { operation: "ListTemplates", input },
        { token, size },
      );
      return {
        TemplatesMetadata: {
          member: items.map(({ name, createdAt }) => ({
            Name: name,
            CreatedTimestamp: new Date(createdAt).toISOString(),
          })),
        },
        ...(next === undefined ? {} : { NextToken: next }),
      };
    },
  };
}
