import { type Command, JSON_OPTION, STATE_OPTION } from "../command.ts";

/** `portcullis audit`: attacks a deployment and says what held. */
export const audit: Command = {
  name: "audit",
  summary: "Attack the deployment, here or on AWS, and say what held and what to change.",
  args: [
    {
      syntax: "[folders...]",
      description:
        "folders with the templates, for lines (default: those that up deployed, and of portcullis.json)",
    },
  ],
  options: [
    { flags: "--stack <names...>", description: "stacks to attack (default: all of the local cloud)" },
    { flags: "--only <ids>", description: "these checks, or groups: TOK-12,SGN" },
    { flags: "--route <route>", description: 'this route only: "GET /orders"' },
    { flags: "--list", description: "print the checks and attack nothing" },
    { flags: "--verbose", description: "also what held, and what was not checked and why" },
    { flags: "--format <name>", description: "text, json, sarif, junit or html (default: text)" },
    { flags: "--output <file>", description: "write the report to a file; the terminal shows the text" },
    {
      flags: "--baseline <file>",
      description: "accepted findings (default: audit-baseline.json where it is there)",
    },
    { flags: "--accept <reason>", description: "write what is found into the baseline, with this reason" },
    {
      flags: "--fail-on <severity>",
      description: "info, low, medium, high or critical: from here on the exit code is 1 (default: high)",
    },
    { flags: "--strict", description: "exit code 3 when something could not be checked" },
    { flags: "--aws", description: "on AWS, with the credentials of this shell: asks first" },
    {
      flags: "--confirm <stack>",
      description: "answers what --aws asks: the name of the stack",
    },
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: [
    "npx portcullis audit",
    "npx portcullis audit --format sarif --output audit.sarif",
    'npx portcullis audit --only TOK-12 --route "GET /orders" --verbose',
    "npx portcullis audit --aws --stack my-auth my-api",
  ],
  run: async (args, options, context) => {
    const { runAuditCommand } = await import("../audit/run-audit-command.ts");
    process.exitCode = await runAuditCommand(args, options, context);
  },
};
