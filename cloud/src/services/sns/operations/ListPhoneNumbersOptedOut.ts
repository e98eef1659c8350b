import type { ListPhoneNumbersOptedOutInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { pageOf } from "./paging.ts";
import { onAll } from "./questions.ts";

/**
 * Nobody opts out here: messages go to the mailbox of this machine.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ListPhoneNumbersOptedOut.html
 */
export const ListPhoneNumbersOptedOut = (sns: SnsContext): QueryOperation<ListPhoneNumbersOptedOutInput> => ({
  name: "ListPhoneNumbersOptedOut",
  authorize: onAll(sns, "sns:ListPhoneNumbersOptedOut"),
  run: (input) => {
    const question = { operation: "ListPhoneNumbersOptedOut", input, token: input.nextToken };
    const { page } = pageOf<string>([], question, (number) => number);
    return { phoneNumbers: { member: page } };
  },
});
