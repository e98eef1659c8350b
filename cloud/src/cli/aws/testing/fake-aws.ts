import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Aws } from "../send-signed.ts";

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly authorization: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly location?: string;
}

export interface FakeAws {
  readonly aws: Aws;
  close(): Promise<unknown>;
}

/** A service on the loopback interface that answers what the test says. */
export async function openFakeAws(answer: (asked: Asked) => Answer): Promise<FakeAws> {
  const server = createServer(async (message, reply) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    const { status, text, location } = answer({
      method: message.method ?? "",
      path: message.url ?? "",
      body: Buffer.concat(chunks).toString("utf8"),
      authorization: message.headers.authorization ?? "",
    });
    reply.writeHead(status, location === undefined ? {} : { location }).end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    aws: {
      region: "eu-west-1",
      credentials: { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" },
      endpoint: () => `http://127.0.0.1:${port}`,
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
