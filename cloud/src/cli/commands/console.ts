import { type Command, STATE_OPTION } from "../command.ts";
import { connect } from "../connection.ts";
import { openInBrowser } from "../open-browser.ts";

/** `portcullis console`: the console in a browser. */
export const console: Command = {
  name: "console",
  summary: "Open the console: what runs, who may do what, and why something was refused.",
  args: [],
  options: [{ flags: "--no-open", description: "only print the link" }, STATE_OPTION],
  examples: ["npx portcullis console", "npx portcullis console --no-open"],
  run: async (_args, options, context) => {
    const { client } = connect(options, context);
    const { address } = await client.page<{ address: string }>("/_portcullis/console-keys", "POST");
    context.print(address);
    context.print("The link opens one browser, once; a further one has a link of its own.");
    if (options["open"] !== false) openInBrowser(address, { ...context.environment });
  },
};
