import type { CheckIfPhoneNumberIsOptedOutInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { invalidBecause } from "../shared/errors.ts";
import { isPhoneNumber } from "../subscriptions/endpoints.ts";
import { onAll } from "./questions.ts";

/**
 * Nobody opts out here: messages go to the mailbox of this machine.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_CheckIfPhoneNumberIsOptedOut.html
 */
export const CheckIfPhoneNumberIsOptedOut = (
  sns: SnsContext,
): QueryOperation<CheckIfPhoneNumberIsOptedOutInput> => ({
  name: "CheckIfPhoneNumberIsOptedOut",
  authorize: onAll(sns, "sns:CheckIfPhoneNumberIsOptedOut"),
  run: ({ phoneNumber }) => {
    if (!isPhoneNumber(phoneNumber)) throw invalidBecause("PhoneNumber", "input incorrectly formatted");
    return { isOptedOut: false };
  },
});
