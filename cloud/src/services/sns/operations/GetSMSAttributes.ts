import type { GetSMSAttributesInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { attributesReply } from "./attributes-reply.ts";
import { onAll } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetSMSAttributes.html */
export const GetSMSAttributes = (sns: SnsContext): QueryOperation<GetSMSAttributesInput> => ({
  name: "GetSMSAttributes",
  authorize: onAll(sns, "sns:GetSMSAttributes"),
  run: ({ attributes: names = [] }) => {
    const all = Object.entries(sns.topics.smsAttributes());
    const asked = all.filter(([name]) => names.length === 0 || names.includes(name));
    return { attributes: attributesReply(Object.fromEntries(asked)) };
  },
});
