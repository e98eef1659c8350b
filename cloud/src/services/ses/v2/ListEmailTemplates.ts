import type { ListEmailTemplatesRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SesContext } from "../shared/context.ts";
import { pageOf } from "../shared/page.ts";
import { inV2Words } from "./errors.ts";
import { onEverything } from "./questions.ts";

const PAGE = 100;

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_ListEmailTemplates.html */
export function ListEmailTemplates(ses: SesContext): Operation<ListEmailTemplatesRequest> {
  return {
    name: "ListEmailTemplates",
    authorize: onEverything("ses:ListEmailTemplates"),
    run: (input) => {
      const { NextToken: token, PageSize: size = PAGE } = input;
      const question = { operation: "ListEmailTemplates", input };
      const { items, next } = inV2Words(() => pageOf(ses.templates.list(), question, { token, size }));
      return {
        TemplatesMetadata: items.map(({ name, createdAt }) => ({
          TemplateName: name,
          CreatedTimestamp: createdAt / 1000,
        })),
        ...(next === undefined ? {} : { NextToken: next }),
      };
    },
  };
}
