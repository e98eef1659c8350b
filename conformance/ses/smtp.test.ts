import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SESClient, SendEmailCommand, VerifyEmailIdentityCommand } from "@aws-sdk/client-ses";
import { expect, test } from "vitest";
import { newIdentity, startMailServer } from "../../cloud/src/runtime/mail-relay/testing/mail-server.ts";
import { type Product, startProduct } from "../support/product.ts";

const SENDER = "door@smtp.example";
const login = { user: "home", pass: "correct-horse-battery" };

test("mail that was acknowledged reaches the mail server, over TLS, after kill -9 and though it was away", async () => {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-smtp-"));
  const identity = newIdentity();
  const authorities = join(folder, "authority.pem");
  writeFileSync(authorities, identity.certificate);
  let server = await startMailServer({ identity, login });
  const { port } = server;
  const start = (options: Parameters<typeof startProduct>[0] = {}) =>
    startProduct({
      ...{
        folders: [],
        arguments: ["--smtp", `smtp://localhost:${port}`, "--smtp-from", "home@smtp.example"],
      },
      environment: {
        ...{ PORTCULLIS_SMTP_USER: login.user, PORTCULLIS_SMTP_PASSWORD: login.pass },
        NODE_EXTRA_CA_CERTS: authorities,
      },
      ...options,
    });
  let product: Product = await start();
  const { facts } = product;
  try {
    const { credentials, endpoint, region, stateDir } = facts;
    const ses = new SESClient({ credentials, endpoint, region, maxAttempts: 1 });
    await ses.send(new VerifyEmailIdentityCommand({ EmailAddress: SENDER }));
    await server.arrived(1);
    expect(server.received).toMatchObject([
      { from: "home@smtp.example", to: [SENDER], user: login.user, isEncrypted: true },
    ]);
    const [link] = /http:\/\/\S+/.exec(server.received[0]?.source.replaceAll("=\r\n", "") ?? "") ?? [];
    expect((await fetch(link ?? "")).status).toBe(200);

    await server.close();
    const { MessageId } = await ses.send(
      new SendEmailCommand({
        Source: SENDER,
        Destination: { ToAddresses: [SENDER], BccAddresses: ["success@simulator.amazonses.com"] },
        Message: { Subject: { Data: "Open" }, Body: { Html: { Data: "<p>The door is open.</p>" } } },
      }),
    );
    expect(MessageId).toMatch(/^0100/);
    await product.kill();
    server = await startMailServer({ identity, login, port });
    const { mqttPort, mqttTlsPort, appPort } = facts;
    product = await start({ stateDir, ports: { port: facts.port, mqttPort, mqttTlsPort, appPort } });
    await server.arrived(1);
    const [mail] = server.received;
    expect(mail).toMatchObject({ from: SENDER, to: [SENDER], isEncrypted: true });
    expect(mail?.source).toContain("<p>The door is open.</p>");
    expect(mail?.source).not.toContain("simulator");
    expect(product.output()).toContain(`localhost:${port}`);
    expect(product.output()).not.toContain(login.pass);
  } finally {
    await product.stop();
    await server.close();
    for (const path of [folder, facts.stateDir]) rmSync(path, { recursive: true, force: true });
  }
});
