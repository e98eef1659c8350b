import * as sdk from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serveCognito } from "../testing/service.ts";
import { serviceModel } from "../../../wire/models/index.ts";

let cloud: Awaited<ReturnType<typeof serveCognito>>;
beforeAll(async () => {
  cloud = await serveCognito();
});
afterAll(() => cloud.close());

const COMMANDS = Object.keys(sdk)
  .filter((name) => name.endsWith("Command") && !name.startsWith("$"))
  .map((name) => name.slice(0, -"Command".length));

/** The error that an operation answers to an empty input. */
const errorOf = async (name: string): Promise<string> => {
  const reply = await fetch(cloud.url, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": `AWSCognitoIdentityProviderService.${name}`,
    },
    body: "{}",
  });
  return reply.headers.get("x-amzn-errortype") ?? "none";
};

describe("operations", () => {
  test("every operation of the SDK is built or refused by name, and no operation is both", async () => {
    expect(COMMANDS.length).toBeGreaterThan(100);
    for (const name of COMMANDS) {
      const error = await errorOf(name);
      const expected = serviceModel("cognito-idp").operation(name)?.implemented !== true;
      expect([name, error === "UnsupportedOperationException"]).toEqual([name, expected]);
      expect([name, error]).not.toEqual([name, "UnknownOperationException"]);
      expect([name, error]).not.toEqual([name, "InternalErrorException"]);
    }
  });
});
