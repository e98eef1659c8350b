import { UserError } from "../../core/errors.ts";
import { type Command, JSON_OPTION, STACK_OPTION, STATE_OPTION, textOption } from "../command.ts";
import { connect } from "../connection.ts";
import { unservedLines } from "../unserved.ts";

export const stacks: Command = {
  name: "stacks",
  summary: "Show the stacks, their status, their outputs and what of them is held and not served.",
  args: [],
  options: [
    { flags: "--output <name>", description: "print the value of this output only" },
    STACK_OPTION,
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: [
    "npx portcullis stacks",
    "npx portcullis stacks --json",
    "ORDERS=$(npx portcullis stacks --output OrdersUrl)",
  ],
  run: async (_args, options, context) => {
    const connection = connect(options, context);
    const output = textOption(options, "output");
    if (output !== undefined) {
      const value = await connection.output(output);
      context.print(options["json"] === true ? JSON.stringify(value) : value);
      return;
    }
    const stack = textOption(options, "stack");
    const all = (await connection.stacks()).filter(({ name }) => stack === undefined || name === stack);
    if (stack !== undefined && all.length === 0)
      throw new UserError(`There is no stack ${stack}.`, "npx portcullis stacks");
    if (options["json"] === true) {
      context.print(JSON.stringify(all));
      return;
    }
    if (all.length === 0) context.print("No stacks. Deploy one: npx portcullis up <folder>");
    for (const { name, status, outputs, held, leftOut } of all) {
      context.print(`${name}  ${status}`);
      for (const [key, value] of Object.entries(outputs)) context.print(`  ${key.padEnd(22)} ${value}`);
      for (const line of unservedLines(held, leftOut)) context.print(line);
    }
  },
};
