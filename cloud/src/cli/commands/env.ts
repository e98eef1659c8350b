import { UserError } from "../../core/errors.ts";
import { readCredentials } from "../../runtime/state/credentials-file.ts";
import { type Command, JSON_OPTION, STATE_OPTION, textOption } from "../command.ts";
import { connect } from "../connection.ts";

type Form = (name: string, value: string) => string;

const SHELLS: ReadonlyMap<string, Form> = new Map([
  ["sh", (name, value) => `export ${name}='${value}'`],
  ["fish", (name, value) => `set -gx ${name} '${value}'`],
  ["powershell", (name, value) => `$env:${name} = '${value}'`],
]);

export const env: Command = {
  name: "env",
  summary: "Print the variables that point AWS tools at this cloud.",
  args: [],
  options: [
    { flags: "--shell <name>", description: "sh (default), fish or powershell" },
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: ['eval "$(portcullis env)" && aws cognito-idp list-user-pools --max-results 10'],
  run: async (_args, options, context) => {
    const connection = connect(options, context);
    const key = readCredentials(connection.stateDir);
    const variables = {
      AWS_ACCESS_KEY_ID: key?.accessKeyId ?? "",
      AWS_SECRET_ACCESS_KEY: key?.secretAccessKey ?? "",
      AWS_REGION: connection.region,
      AWS_DEFAULT_REGION: connection.region,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${connection.running.port}`,
    };
    if (options["json"] === true) {
      context.print(JSON.stringify(variables));
      return;
    }
    const shell = textOption(options, "shell") ?? "sh";
    const form = SHELLS.get(shell);
    if (form === undefined) throw new UserError(`--shell must be one of ${[...SHELLS.keys()].join(", ")}.`);
    for (const [name, value] of Object.entries(variables)) context.print(form(name, value));
  },
};
