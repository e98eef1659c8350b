import type { StoredMessage } from "../../core/ports/mailbox.ts";
import { onOneLine } from "../../core/printable.ts";
import { type Command, JSON_OPTION, STATE_OPTION, textOption } from "../command.ts";
import { connect } from "../connection.ts";

export const mail: Command = {
  name: "mail",
  summary: "Show the mailbox: e-mails and SMS of pools and functions, invitations and codes.",
  args: [],
  options: [
    { flags: "--to <address>", description: "only messages to this address" },
    { flags: "--limit <number>", description: "how many at most, newest first (default: 20)" },
    { flags: "--clear", description: "empty the mailbox" },
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: ["npx portcullis mail", "npx portcullis mail --to eve@example.com --json"],
  run: async (_args, options, context) => {
    const { client } = connect(options, context);
    if (options["clear"] === true) {
      await client.page("/_portcullis/mailbox", "DELETE");
      context.print("The mailbox is empty.");
      return;
    }
    const to = textOption(options, "to");
    const query = new URLSearchParams({ limit: textOption(options, "limit") ?? "20" });
    if (to !== undefined) query.set("to", to);
    const { messages } = await client.page<{ messages: StoredMessage[] }>(`/_portcullis/mailbox?${query}`);
    if (options["json"] === true) {
      context.print(JSON.stringify(messages));
      return;
    }
    if (messages.length === 0) context.print(to === undefined ? "No messages." : `No messages to ${to}.`);
    for (const message of messages) for (const line of linesOf(message)) context.print(line);
  },
};

function linesOf(message: StoredMessage): string[] {
  return [
    onOneLine(`${new Date(message.sentAt).toISOString()}  ${message.medium} to ${message.destination}`),
    onOneLine(`  ${message.subject}`),
    ...message.body.split("\n").map((line) => `  ${line}`),
    "",
  ];
}
