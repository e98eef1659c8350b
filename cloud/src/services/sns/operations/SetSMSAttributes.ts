import type { SetSMSAttributesInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { invalidInput, notSupportedHere } from "../shared/errors.ts";
import { onAll } from "./questions.ts";

/** What can be set, and how it looks. No report is written, and nothing is spent here. */
const SETTINGS: ReadonlyMap<string, RegExp> = new Map([
  ["DefaultSMSType", /^(?:Promotional|Transactional)$/],
  ["DefaultSenderID", /^(?=.*[A-Za-z])[A-Za-z0-9]{1,11}$/],
]);
const REFUSED: ReadonlySet<string> = new Set([
  "DeliveryStatusIAMRole",
  "DeliveryStatusSuccessSamplingRate",
  "MonthlySpendLimit",
  "UsageReportS3Bucket",
]);

/** @see https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
export const SetSMSAttributes = (sns: SnsContext): QueryOperation<SetSMSAttributesInput> => ({
  name: "SetSMSAttributes",
  authorize: onAll(sns, "sns:SetSMSAttributes"),
  run: ({ attributes }) => {
    for (const [name, value] of Object.entries(attributes)) assertSetting(name, value);
    sns.topics.saveSmsAttributes({ ...sns.topics.smsAttributes(), ...attributes });
    return {};
  },
});

function assertSetting(name: string, value: string): void {
  if (REFUSED.has(name)) throw notSupportedHere(`The SMS attribute ${name}`);
  const form = SETTINGS.get(name);
  if (form === undefined) throw invalidInput(`${name} is not a valid attribute`);
  if (form.test(value)) return;
  throw invalidInput(
    name === "DefaultSMSType" ? "DefaultSMSType is invalid" : "DefaultSendID is not a valid attribute",
  );
}
