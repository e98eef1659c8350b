import { AwsError } from "../../../core/errors.ts";
import type { SesContext } from "../shared/context.ts";
import { invalidParameter } from "../shared/errors.ts";
import { type Recipients, recipientsOf } from "./compose.ts";
import type { SendingCall } from "./events/sending-call.ts";
import type { Mail } from "./mail.ts";
import { parseTemplateData, sendTemplated, type Templated } from "./templated.ts";

interface BulkEntry {
  readonly destination: Recipients | undefined;
  readonly tags: Mail["tags"];
  /** JSON; undefined where the data of the call is all. */
  readonly data: string | undefined;
}

export type BulkStatus =
  | "Success"
  | "MessageRejected"
  | "AccountDailyQuotaExceeded"
  | "InvalidParameterValue"
  | "ConfigurationSetSendingPaused";

export interface BulkResult {
  readonly status: BulkStatus;
  readonly error?: string;
  readonly messageId?: string;
}

/** What keeps one mail from going, and no other. */
const STATUSES: Readonly<Record<string, BulkStatus>> = {
  ConfigurationSetSendingPausedException: "ConfigurationSetSendingPaused",
  InvalidParameterValue: "InvalidParameterValue",
  MessageRejected: "MessageRejected",
  Throttling: "AccountDailyQuotaExceeded",
};
const MOST_ENTRIES = 50;

interface Bulk {
  readonly entries: readonly BulkEntry[];
  /** What the mails have in common; data of an entry stands over that of the call. */
  readonly common: Omit<Templated, "mail"> & {
    readonly mail: Omit<Mail, "subject" | "body" | "parts" | "recipients">;
  };
}

/** @throws AwsError InvalidParameterValue, ConfigurationSetDoesNotExist; the rest is told of each entry */
export function sendBulk(
  ses: SesContext,
  { entries, common }: Bulk,
  call: SendingCall,
): readonly BulkResult[] {
  if (entries.length > MOST_ENTRIES)
    throw invalidParameter(`A call has ${MOST_ENTRIES} destinations at most.`);
  return entries.map(({ destination, tags, data }) => {
    try {
      const templated = {
        ...common,
        mail: { ...common.mail, tags: [...common.mail.tags, ...tags], recipients: recipientsOf(destination) },
        data: data === undefined ? common.data : { ...common.data, ...parseTemplateData(data) },
        around: { ...common.around, Destination: destination },
      };
      return { status: "Success", messageId: sendTemplated(ses, templated, call) };
    } catch (error) {
      const status =
        error instanceof AwsError && Object.hasOwn(STATUSES, error.code) ? STATUSES[error.code] : undefined;
      if (status === undefined) throw error;
      return { status, error: (error as AwsError).message };
    }
  });
}
