import { type Command, listOption, POOL_OPTION, STATE_OPTION } from "../command.ts";
import { YES_OPTION } from "../confirm.ts";

export const deploy: Command = {
  name: "deploy",
  summary: "Deploy stacks to AWS with the SAM CLI, write the app's configuration, invite an administrator.",
  args: [
    {
      syntax: "[folders...]",
      description: "folders with a template, or templates, in the order to deploy them",
    },
  ],
  options: [
    { flags: "--local", description: "to the running local cloud instead of AWS" },
    { flags: "--region <name>", description: "AWS region (default: as the AWS tools of this shell)" },
    { flags: "--parameter <Key=Value...>", description: "template parameters, over samconfig.toml" },
    {
      flags: "--admin <email>",
      description: "administrator to invite (default: asked for, nobody with --yes)",
    },
    { flags: "--admin-group <name>", description: "group of the administrator (default: none)" },
    POOL_OPTION,
    {
      flags: "--app-config <file>",
      description: "where the app's configuration is written (default: as portcullis.json says)",
    },
    YES_OPTION,
    STATE_OPTION,
  ],
  examples: [
    "npx portcullis deploy infra/auth infra/api",
    "npx portcullis deploy infra/auth infra/api --region eu-central-1 --admin me@example.com --yes",
    "npx portcullis deploy infra/auth infra/api --local",
  ],
  run: async (folders, options, context) => {
    const { runDeploy } = await import("../deploy/run-deploy.ts");
    await runDeploy(folders, { options, parameters: listOption(options, "parameter") }, context);
  },
};
