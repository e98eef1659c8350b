import { type Command, JSON_OPTION, listOption } from "../command.ts";

/** `portcullis check`: what of projects does not run here, without starting or building anything. */
export const check: Command = {
  name: "check",
  summary: "Say what of the projects in folders is not supported, held or wrong. Starts and builds nothing.",
  args: [
    {
      syntax: "<folders...>",
      description: "folders with a template.yaml, or templates of other names; exports before imports",
    },
  ],
  options: [
    { flags: "--parameter <Key=Value...>", description: "template parameters, over samconfig.toml" },
    { flags: "--built", description: "take what sam build left in .aws-sam/build" },
    {
      flags: "--leave-out <type...>",
      description: "look at the projects without the resources of a type that is not supported",
    },
    { flags: "--python <program>", description: "runs Python functions, whatever version they name" },
    { flags: "--java <program>", description: "runs Java functions, whatever version they name" },
    { flags: "--ruby <program>", description: "runs Ruby functions, whatever version they name" },
    {
      flags: "--allow-retired-runtimes",
      description: "take runtimes that AWS refuses by now, such as nodejs18.x and python3.8",
    },
    { flags: "--account <digits>", description: "account id (default: 123456789012)" },
    { flags: "--region <name>", description: "region (default: eu-west-1)" },
    JSON_OPTION,
  ],
  examples: [
    "npx portcullis check .",
    "npx portcullis check infra/auth infra/api --json",
    "npx portcullis check . --leave-out AWS::WAFv2::WebACL --leave-out AWS::WAFv2::WebACLAssociation",
  ],
  usageExitCode: 2,
  run: async (folders, options, context) => {
    const { runCheck } = await import("../check/run-check.ts");
    process.exitCode = await runCheck(
      folders,
      {
        ...options,
        parameters: listOption(options, "parameter"),
        leaveOut: listOption(options, "leaveOut"),
      },
      context,
    );
  },
};
