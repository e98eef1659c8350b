import { type Command, JSON_OPTION, STATE_OPTION } from "../command.ts";
import { connect } from "../connection.ts";

export const stacks: Command = {
  name: "stacks",
  summary: "Show the stacks, their status and their outputs.",
  args: [],
  options: [STATE_OPTION, JSON_OPTION],
  examples: ["portcullis stacks", "portcullis stacks --json"],
  run: async (_args, options, context) => {
    const all = await connect(options, context).stacks();
    if (options["json"] === true) {
      context.print(JSON.stringify(all));
      return;
    }
    if (all.length === 0) context.print("No stacks. Deploy one: npx portcullis up <folder>");
    for (const { name, status, outputs } of all) {
      context.print(`${name}  ${status}`);
      for (const [key, value] of Object.entries(outputs)) context.print(`  ${key.padEnd(22)} ${value}`);
    }
  },
};
