import { rmSync } from "node:fs";
import {
  AdminCreateUserCommand,
  GetUserCommand,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { type Product, startProduct } from "../support/product.ts";
import { signInOverSrp } from "../support/srp.ts";

/** Restarts on the same ports and state, as a person would after a crash. */
function restart(product: Product): Promise<Product> {
  const { port, mqttPort, mqttTlsPort, appPort, stateDir } = product.facts;
  return startProduct({ stateDir, ports: { port, mqttPort, mqttTlsPort, appPort } });
}

describe("kill -9", () => {
  test("nothing acknowledged is lost, tokens stay valid, nothing is deployed again", async () => {
    let product = await startProduct();
    try {
      const home = homeOf(product.facts);
      const stacks = product.facts.stacks;
      const admin = await signInOverSrp(product.facts, home, home.admin);
      const acknowledged: string[] = [];
      for (let round = 0; round < 3; round += 1) {
        const { cognito, s3 } = clientsFor(product.facts);
        let killed = false;
        const killing = new Promise<void>((resolve) => {
          // The process dies while writes are on their way, after so many were acknowledged.
          const writing = async (): Promise<void> => {
            for (let index = 0; !killed; index += 1) {
              const email = `person-${round}-${index}@example.com`;
              try {
                await cognito.send(
                  new AdminCreateUserCommand({
                    UserPoolId: home.userPoolId,
                    Username: email,
                    MessageAction: "SUPPRESS",
                  }),
                );
                await s3.send(new PutObjectCommand({ Bucket: home.bucket, Key: email, Body: email }));
              } catch (error) {
                if (!killed) throw error;
                return;
              }
              acknowledged.push(email);
              if (index === 9) {
                void product.kill().then(resolve);
                killed = true;
              }
            }
          };
          void writing();
        });
        await killing;
        product = await restart(product);
      }
      expect(acknowledged.length).toBeGreaterThanOrEqual(30);
      const { cognito, s3 } = clientsFor(product.facts);
      for (const email of acknowledged) {
        const object = await s3.send(new GetObjectCommand({ Bucket: home.bucket, Key: email }));
        expect(await object.Body?.transformToString()).toBe(email);
      }
      const found = await cognito.send(
        new ListUsersCommand({ UserPoolId: home.userPoolId, Filter: `email = "${acknowledged[0]}"` }),
      );
      expect(found.Users).toHaveLength(1);
      expect(product.facts.stacks).toEqual(stacks);
      expect(product.output()).toContain("homeapp-api up to date");
      const reply = await fetch(`${home.apiUrl}/profile-image`, { headers: { Authorization: admin.access } });
      expect(reply.status).toBe(200);
      const self = await cognito.send(new GetUserCommand({ AccessToken: admin.access }));
      expect(self.UserAttributes).toContainEqual({ Name: "email", Value: home.admin.email });
      expect((await s3.send(new ListBucketsCommand({}))).Buckets?.length).toBeGreaterThan(0);
    } finally {
      await product.stop();
      rmSync(product.facts.stateDir, { recursive: true, force: true });
    }
  });

  test("a token is refused when it has expired, with AWS's words", async () => {
    let product = await startProduct();
    try {
      const home = homeOf(product.facts);
      const admin = await signInOverSrp(product.facts, home, home.admin);
      const { port, mqttPort, mqttTlsPort, appPort, stateDir } = product.facts;
      await product.stop();
      product = await startProduct({
        stateDir,
        ports: { port, mqttPort, mqttTlsPort, appPort },
        arguments: ["--clock-offset", "3601"],
      });
      const reply = await fetch(`${home.apiUrl}/profile-image`, { headers: { Authorization: admin.access } });
      expect([reply.status, await reply.json(), reply.headers.get("x-amzn-errortype")]).toEqual([
        401,
        { message: "The incoming token has expired" },
        "UnauthorizedException",
      ]);
    } finally {
      await product.stop();
      rmSync(product.facts.stateDir, { recursive: true, force: true });
    }
  });
});
