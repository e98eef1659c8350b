import type { MqttClient } from "mqtt";
import { UserError } from "../../core/errors.ts";
import type { CommandContext, Options } from "../command.ts";
import { type Connection, connect } from "../connection.ts";
import type { ProjectCloud, ProjectContext } from "./project-command.ts";

/** What a command of a project is given. */
export function projectContext(options: Options, context: CommandContext): ProjectContext {
  return {
    ...context,
    connect: () => cloudOf(connect(options, context)),
    mistake: (message, nextCommand) => new UserError(message, nextCommand),
  };
}

function cloudOf(connection: Connection): ProjectCloud {
  const { client, running, credentials, region, stacks, output } = connection;
  const { userPool, appClient, bucket, api } = connection;
  return {
    endpoint: `http://127.0.0.1:${running.port}`,
    region,
    mqttPort: running.mqttPort,
    credentials,
    stacks,
    output,
    userPool,
    appClient,
    bucket,
    api,
    cognito: client.cognito,
    send: client.send,
    mqtt: (name, will) => connectToBroker(connection, name, will),
  };
}

async function connectToBroker(
  { running, credentials }: Connection,
  name: string,
  will: Parameters<ProjectCloud["mqtt"]>[1],
): Promise<MqttClient> {
  const { connectAsync } = (await import("mqtt")).default;
  return connectAsync(`mqtt://127.0.0.1:${running.mqttPort}`, {
    clientId: `${name}-${process.pid}`,
    reconnectPeriod: 1_000,
    username: credentials.accessKeyId,
    password: credentials.secretAccessKey,
    ...(will === undefined ? {} : { will: { ...will, qos: 1, retain: true } }),
  });
}
