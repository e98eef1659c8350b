import { type Command, STATE_OPTION } from "../command.ts";

export const destroy: Command = {
  name: "destroy",
  summary: "Delete deployed stacks, the last one first; asks before data goes.",
  args: [
    { syntax: "[folders...]", description: "folders with a template, or templates, in the order of deploy" },
  ],
  options: [
    { flags: "--local", description: "of the running local cloud instead of AWS" },
    { flags: "--region <name>", description: "AWS region (default: as the AWS tools of this shell)" },
    { flags: "--yes", description: "do not ask; what holds data is left alone without --delete-data" },
    { flags: "--delete-data", description: "with --yes: delete objects and people, too" },
    STATE_OPTION,
  ],
  examples: [
    "npx portcullis destroy infra/auth infra/api",
    "npx portcullis destroy infra/auth infra/api --local --yes --delete-data",
  ],
  run: async (folders, options, context) => {
    const { runDestroy } = await import("../deploy/run-destroy.ts");
    await runDestroy(folders, options, context);
  },
};
