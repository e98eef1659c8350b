import { UserError } from "../../core/errors.ts";
import { readCredentials } from "../../runtime/state/credentials-file.ts";
import { type Command, type CommandContext, JSON_OPTION, STATE_OPTION, textOption } from "../command.ts";
import { connect } from "../connection.ts";

interface Shell {
  set(name: string, value: string): string;
  unset(names: readonly string[]): string;
}

const SHELLS: ReadonlyMap<string, Shell> = new Map([
  [
    "sh",
    {
      set: (name, value) => `export ${name}='${value}'`,
      unset: (names) => `unset ${names.join(" ")}`,
    },
  ],
  [
    "fish",
    {
      set: (name, value) => `set -gx ${name} '${value}'`,
      unset: (names) => `set -e ${names.join(" ")}; true`,
    },
  ],
  [
    "powershell",
    {
      set: (name, value) => `$env:${name} = '${value}'`,
      unset: (names) =>
        `Remove-Item -ErrorAction SilentlyContinue ${names.map((name) => `Env:${name}`).join(", ")}`,
    },
  ],
]);

/** What a shell may have from AWS that would stand over, or beside, the key and the address. */
const IN_THE_WAY = [
  "AWS_SESSION_TOKEN",
  "AWS_SECURITY_TOKEN",
  "AWS_CREDENTIAL_EXPIRATION",
  "AWS_PROFILE",
  "AWS_DEFAULT_PROFILE",
  "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
  "AWS_USE_FIPS_ENDPOINT",
  "AWS_USE_DUALSTACK_ENDPOINT",
];

/** Addresses of single services, and what is always in the way. */
function inTheWay(environment: CommandContext["environment"]): string[] {
  const ofServices = Object.keys(environment).filter((name) => /^AWS_ENDPOINT_URL_\w+$/.test(name));
  return [...IN_THE_WAY, ...ofServices.sort()];
}

export const env: Command = {
  name: "env",
  summary: "Print the variables that point AWS tools at this cloud, and unset those in the way.",
  args: [],
  options: [
    { flags: "--shell <name>", description: "sh (default), fish or powershell" },
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: ['eval "$(npx portcullis env)" && aws cognito-idp list-user-pools --max-results 10'],
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
    context.print(form.unset(inTheWay(context.environment)));
    for (const [name, value] of Object.entries(variables)) context.print(form.set(name, value));
  },
};
