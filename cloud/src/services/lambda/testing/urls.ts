import {
  AddPermissionCommand,
  CreateFunctionUrlConfigCommand,
  type CreateFunctionUrlConfigCommandInput,
} from "@aws-sdk/client-lambda";
import { nameBelow } from "../../../wire/http.ts";
import { type ListeningService, listen } from "../../../wire/testing/listen.ts";
import type { TestLambda } from "./service.ts";

/** Serves the addresses of functions on a loopback port, as the front door does by path. */
export function listenForUrls({ service }: TestLambda): Promise<ListeningService> {
  return listen({
    handle: (request) => {
      const { name, path } = nameBelow(request.path, "/_aws/lambda-url") ?? { name: "", path: "" };
      return service.serveUrl(request, { urlId: name, path });
    },
  });
}

/** Gives a function an address; answers the path at which it is served. */
export async function giveUrl(
  { client }: TestLambda,
  FunctionName: string,
  more: Partial<CreateFunctionUrlConfigCommandInput> = {},
): Promise<string> {
  const AuthType = more.AuthType ?? "NONE";
  const { FunctionUrl = "" } = await client.send(
    new CreateFunctionUrlConfigCommand({ ...more, FunctionName, AuthType }),
  );
  return new URL(FunctionUrl).pathname.replace(/\/$/, "");
}

/** The two statements by which SAM opens an address to everybody. */
export const OPENING = {
  url: {
    StatementId: "url",
    Action: "lambda:InvokeFunctionUrl",
    Principal: "*",
    FunctionUrlAuthType: "NONE",
  },
  invoke: {
    StatementId: "invoke",
    Action: "lambda:InvokeFunction",
    Principal: "*",
    InvokedViaFunctionUrl: true,
  },
} as const;

export async function openToAll(
  { client }: TestLambda,
  FunctionName: string,
  Qualifier?: string,
): Promise<void> {
  const qualifier = Qualifier === undefined ? {} : { Qualifier };
  for (const statement of Object.values(OPENING)) {
    await client.send(new AddPermissionCommand({ FunctionName, ...qualifier, ...statement }));
  }
}
