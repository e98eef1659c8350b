import type { ListSubscriptionsInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { summaryOf } from "../subscriptions/describe.ts";
import { pageOf } from "./paging.ts";
import { onAll } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html */
export const ListSubscriptions = (sns: SnsContext): QueryOperation<ListSubscriptionsInput> => ({
  name: "ListSubscriptions",
  authorize: onAll(sns, "sns:ListSubscriptions"),
  run: (input) => {
    const question = { operation: "ListSubscriptions", input, token: input.NextToken };
    const { page, next } = pageOf(sns.topics.subscriptions(), question, ({ arn }) => arn);
    return { Subscriptions: { member: page.map((one) => summaryOf(sns, one)) }, ...next };
  },
});
