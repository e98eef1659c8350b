import { resolve } from "node:path";
import { UserError } from "../../core/errors.ts";
import { type AppConfig, appConfigOf, underHost } from "../../runtime/app/config/app-config.ts";
import { FORMAT_NAMES, formatted } from "../../runtime/app/config/formats.ts";
import { hostForUrl } from "../../runtime/app/config/host.ts";
import { writeIfChanged } from "../../runtime/app/config/write-if-changed.ts";
import { type ProjectFile, readProjectFile } from "../../runtime/project/project-file.ts";
import {
  API_OPTION,
  CLIENT_OPTION,
  type Command,
  type CommandContext,
  JSON_OPTION,
  listOption,
  type Options,
  POOL_OPTION,
  STATE_OPTION,
  textOption,
} from "../command.ts";
import { connect } from "../connection.ts";

export const appConfig: Command = {
  name: "app-config",
  summary: "Print what an app must know of the stacks: pool, client, addresses.",
  args: [],
  options: [
    { flags: "--stack <names...>", description: "stacks to look in (default: all)" },
    { flags: "--host <address>", description: "address by which a phone reaches this machine" },
    { flags: "--out <file>", description: "write the file instead of printing, when it says something else" },
    { flags: "--format <name>", description: `${FORMAT_NAMES.join(", ")} (default: json)` },
    { flags: "--prefix <text>", description: "before the names of --format env, e.g. VITE_" },
    {
      flags: "--aws",
      description: "from AWS (AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL …), not the local cloud",
    },
    POOL_OPTION,
    CLIENT_OPTION,
    API_OPTION,
    STATE_OPTION,
    JSON_OPTION,
  ],
  examples: [
    "npx portcullis app-config",
    "npx portcullis app-config --host 192.168.1.5 --out app/app-config.json",
    "npx portcullis app-config --format amplify --out src/amplify_outputs.json",
    "npx portcullis app-config --format env --prefix VITE_ --out .env.local",
    "npx portcullis app-config --aws --stack my-auth my-api --out app/app-config.json",
  ],
  run: async (_args, options, context) => {
    const config =
      options["aws"] === true ? await fromAws(options, context) : await fromCloud(options, context);
    const json = options["json"] === true;
    const out = textOption(options, "out");
    const text = formatted(config, textOption(options, "format") ?? "json", {
      prefix: textOption(options, "prefix") ?? "",
    });
    if (out === undefined) {
      context.print(json ? JSON.stringify(config) : text.trimEnd());
      return;
    }
    const file = resolve(context.workingFolder, out);
    const changed = writeIfChanged(file, text);
    if (json) context.print(JSON.stringify({ file, changed }));
    else context.print(changed ? `${out} is written.` : `${out} is up to date.`);
  },
};

async function fromCloud(options: Options, context: CommandContext): Promise<AppConfig> {
  const host = textOption(options, "host");
  const seen = host === undefined ? "localhost" : hostForUrl(host);
  const chosen = chosenIn(options, context);
  const connection = connect({ ...options, ...chosen }, context);
  const base = `http://localhost:${connection.running.port}`;
  const userPoolId = await connection.userPool();
  const config = appConfigOf(
    {
      userPoolId,
      userPoolClientId: await connection.appClient(userPoolId),
      apiUrl: await connection.api(),
    },
    { region: connection.region, userPoolEndpoint: base },
  );
  return underHost(config, base, seen);
}

async function fromAws(options: Options, context: CommandContext): Promise<AppConfig> {
  if (options["host"] !== undefined) {
    throw new UserError("--host is for the local cloud: addresses on AWS are the same for everybody.");
  }
  const { readAwsEnvironment } = await import("../aws/aws-environment.ts");
  const { appConfigOnAws } = await import("../aws/app-config-on-aws.ts");
  const aws = readAwsEnvironment(context.environment);
  return appConfigOnAws(aws, {
    stacks: listOption(options, "stack"),
    chosen: chosenIn(options, context),
    userPoolEndpoint: aws.setEndpoint("COGNITO_IDENTITY_PROVIDER"),
  });
}

/** By an option, else as portcullis.json says. */
function chosenIn(options: Options, { workingFolder }: CommandContext): ProjectFile["chosen"] {
  const names = ["pool", "client", "api"] as const;
  const given = names.filter((name) => textOption(options, name) !== undefined);
  return {
    ...readProjectFile(workingFolder).chosen,
    ...Object.fromEntries(given.map((name) => [name, textOption(options, name)])),
  };
}
