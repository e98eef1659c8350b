import { printable } from "../../../web/parts/printable.ts";
import { refused, settled } from "../../../web/settled.ts";
import type {
  ConsoleAnswer,
  ConsoleContext,
  ConsoleForm,
  ConsoleRequest,
} from "../../../wire/console-area.ts";
import { topicPath } from "./addresses.ts";
import { readTopic } from "./read.ts";

/** What was typed last, of a session. */
export interface PublishDraft {
  readonly subject: string;
  readonly message: string;
  readonly attributes: string;
}

const NOTHING: PublishDraft = { subject: "", message: "", attributes: "" };

export function draftOf({ session }: ConsoleContext, topic: string): PublishDraft {
  return session.get<PublishDraft>(`sns-draft ${topic}`) ?? NOTHING;
}

/** Publishes as the form says; what AWS refuses is told in its words. */
export async function publish(
  console: ConsoleContext,
  { parameters, form }: ConsoleRequest,
): Promise<ConsoleAnswer> {
  const name = parameters["name"] ?? "";
  const draft = {
    subject: form.text("subject"),
    message: form.text("message"),
    attributes: form.text("attributes"),
  };
  console.session.set(`sns-draft ${name}`, draft);
  const attributes = attributesIn(draft.attributes);
  if (typeof attributes === "string") {
    return refused(
      topicPath(name),
      `${printable(attributes)} is no attribute: a name, = and a value. Nothing was published.`,
    );
  }
  return settled(topicPath(name), async () => {
    const topic = await readTopic(console, name);
    const { MessageId } = await console.call<{ MessageId: string }>("sns", "Publish", {
      TopicArn: topic.arn,
      Message: draft.message,
      ...(draft.subject === "" ? {} : { Subject: draft.subject }),
      ...(Object.keys(attributes).length === 0 ? {} : { MessageAttributes: attributes }),
      ...ofFifo(form),
    });
    const confirmed = Number(topic.attributes["SubscriptionsConfirmed"] ?? 0);
    const to = confirmed === 0 ? " Nobody subscribed." : "";
    return { verdict: confirmed === 0 ? "if" : "yes", text: `Published as ${MessageId}.${to}` };
  });
}

function ofFifo(form: ConsoleForm): Readonly<Record<string, string>> {
  const [group, deduplication] = [form.text("group"), form.text("deduplication")];
  return {
    ...(group === "" ? {} : { MessageGroupId: group }),
    ...(deduplication === "" ? {} : { MessageDeduplicationId: deduplication }),
  };
}

/** @returns the line that is none */
function attributesIn(text: string): Readonly<Record<string, object>> | string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const wrong = lines.find((line) => line.indexOf("=") < 1);
  if (wrong !== undefined) return wrong;
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.indexOf("=");
      return [line.slice(0, at).trim(), { DataType: "String", StringValue: line.slice(at + 1).trim() }];
    }),
  );
}
