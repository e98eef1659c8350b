import { setFlagsFromString } from "node:v8";
import { type Command, listOption, textOption } from "../command.ts";

/**
 * V8 puts new objects among the old ones where a place in the code has made objects that lived: in a
 * server that soon are all objects of a call, since what one old object names lives with it. An S3 read then
 * left 2.6 kB to the collector of old objects, and took a sixth more of the processor (bench/README.md).
 */
const OBJECTS_BEGIN_YOUNG = "--no-allocation-site-pretenuring";

export const up: Command = {
  name: "up",
  summary: "Start the cloud and bring the stacks of the given folders up; without folders an empty cloud.",
  args: [
    {
      syntax: "[folders...]",
      description: "folders with a template.yaml and a samconfig.toml, or templates of other names",
    },
  ],
  options: [
    { flags: "--host <address>", description: "interface to listen on (default: 127.0.0.1)" },
    { flags: "--port <number>", description: "port of every AWS service (default: 4566)" },
    { flags: "--mqtt-port <number>", description: "MQTT over TCP, loopback only (default: 1883)" },
    { flags: "--mqtt-tls-port <number>", description: "MQTT over TLS (default: 8883)" },
    { flags: "--app-port <number>", description: "address of the web app (default: 3000)" },
    { flags: "--account <digits>", description: "account id (default: 123456789012)" },
    { flags: "--region <name>", description: "region (default: eu-west-1)" },
    { flags: "--state <folder>", description: "state folder (default: .portcullis)" },
    { flags: "--issuer <style>", description: "issuer of tokens: local (default) or aws" },
    { flags: "--public-url <address>", description: "address of a TLS proxy in front of this cloud" },
    { flags: "--clock-offset <seconds>", description: "move this cloud's clock, to test what expires" },
    { flags: "--parameter <Key=Value...>", description: "template parameters, over samconfig.toml" },
    {
      flags: "--log-level <level>",
      description: "warn (default) and error: what is wrong; info: every answer; debug: every decision",
    },
    { flags: "--python <program>", description: "runs Python functions, whatever version they name" },
    { flags: "--java <program>", description: "runs Java functions, whatever version they name" },
    { flags: "--ruby <program>", description: "runs Ruby functions, whatever version they name" },
    {
      flags: "--allow-retired-runtimes",
      description: "take runtimes that AWS refuses by now, such as nodejs18.x and python3.8",
    },
    { flags: "--built", description: "take what sam build left in .aws-sam/build, and build nothing" },
    {
      flags: "--leave-out <type...>",
      description: "leave resources of a type out that is not supported; said at every start",
    },
    {
      flags: "--smtp <address>",
      description:
        "also send e-mails to a mail server: smtp://host:587 (STARTTLS), smtps://host or smtp+plain://host; a password by PORTCULLIS_SMTP_USER and PORTCULLIS_SMTP_PASSWORD",
    },
    {
      flags: "--smtp-from <address>",
      description: "who mail of user pools and topics is from (default: no-reply@localhost)",
    },
    { flags: "--no-watch", description: "do not redeploy when sources change" },
    { flags: "--no-app", description: "neither build nor serve the app that portcullis.json names" },
  ],
  examples: [
    "npx portcullis up infra/auth infra/api",
    "npx portcullis up --port 5566 --state /tmp/other-cloud",
  ],
  run: async (folders, options, context) => {
    setFlagsFromString(OBJECTS_BEGIN_YOUNG);
    const { runUp } = await import("../run-up.ts");
    const flags = Object.fromEntries(
      Object.entries(options).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
    await runUp(
      folders,
      {
        ...flags,
        watch: options["watch"] !== false,
        app: options["app"] !== false,
        allowRetiredRuntimes: options["allowRetiredRuntimes"] === true,
        built: options["built"] === true,
        leaveOut: listOption(options, "leaveOut"),
        logLevel: textOption(options, "logLevel"),
        parameters: listOption(options, "parameter"),
      },
      { environment: context.environment, importModule: (address) => import(address) },
    );
    process.exit(0);
  },
};
