import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
} from "@aws-sdk/client-cognito-identity-provider";
import { IoTDataPlaneClient, PublishCommand } from "@aws-sdk/client-iot-data-plane";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestCloud } from "./start-test-cloud.ts";
import type { TestCloud } from "./test-cloud.ts";

const TEMPLATE = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
  Greeter:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Role: !GetAtt Role.Arn
      Code:
        ZipFile: |
          exports.handler = async ({ name }) => {
            if (name === undefined) throw new Error("whom?");
            return { hello: name };
          };
  People:
    Type: AWS::Cognito::UserPool
    Properties:
      UsernameAttributes: [email]
      AutoVerifiedAttributes: [email]
Outputs:
  Greeter: { Value: !Ref Greeter }
  People: { Value: !Ref People }
`;

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud();
  await cloud.deploy({ name: "kit", template: TEMPLATE });
});
afterAll(() => cloud.close());

const publish = async (topic: string, payload: string): Promise<void> => {
  const iot = new IoTDataPlaneClient(cloud.clientConfig);
  await iot.send(new PublishCommand({ topic, payload: Buffer.from(payload) }));
  iot.destroy();
};
const invoke = async (event: object): Promise<void> => {
  const lambda = new LambdaClient(cloud.clientConfig);
  const FunctionName = cloud.outputs()["Greeter"];
  await lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from(JSON.stringify(event)) }));
  lambda.destroy();
};
const invite = async (email: string): Promise<void> => {
  const cognito = new CognitoIdentityProviderClient(cloud.clientConfig);
  const UserPoolId = cloud.outputs()["People"];
  await cognito.send(new AdminCreateUserCommand({ UserPoolId, Username: email }));
  cognito.destroy();
};

describe("nextPublish", () => {
  it("hands out what came before the call and waits for what comes after it", async () => {
    await publish("doors/1/open", "first");
    const first = await cloud.nextPublish("doors/+/open");
    const second = cloud.nextPublish("doors/#");
    await publish("doors/2/shut", "second");

    expect([first.topic, first.text]).toEqual(["doors/1/open", "first"]);
    expect(await second).toMatchObject({ topic: "doors/2/shut", text: "second" });
  });

  it("leaves what the filter does not take to others", async () => {
    await publish("windows/1", "open");
    const doors = cloud.nextPublish("doors/#", { signal: AbortSignal.abort(new Error("enough")) });

    await expect(doors).rejects.toThrow("enough");
    expect((await cloud.nextPublish("windows/1")).text).toBe("open");
  });

  it("refuses a filter that no subscription could have", async () => {
    await expect(cloud.nextPublish("doors/#/open")).rejects.toThrow("wildcard in the wrong place");
  });
});

describe("nextCall", () => {
  it.each(["Greeter", "kit/Greeter"])("finds the function by %s", async (name) => {
    await invoke({ name: "Eve" });

    const { event, result, failed } = await cloud.nextCall(name);

    expect({ event, result, failed }).toEqual({
      event: { name: "Eve" },
      result: { hello: "Eve" },
      failed: false,
    });
  });

  it("tells of a call that failed, too", async () => {
    await invoke({});

    const { result, failed } = await cloud.nextCall(cloud.outputs()["Greeter"] ?? "");

    expect(failed).toBe(true);
    expect(result).toMatchObject({ errorMessage: "whom?" });
  });

  it("refuses the name of no function, and says which there are", async () => {
    await expect(cloud.nextCall("Greter")).rejects.toThrow(/No function is called "Greter". There are: kit-/);
  });
});

describe("nextMessage", () => {
  it("waits for the message to one person, with its code", async () => {
    await invite("adam@example.com");
    await invite("eve@example.com");

    const message = await cloud.nextMessage({ to: "eve@example.com" });

    expect(message.destination).toBe("eve@example.com");
    expect(message.body).toContain(message.code);
    expect((await cloud.nextMessage()).destination).toBe("adam@example.com");
  });
});

describe("a cloud that is closed", () => {
  it("ends every wait with a clear error", async () => {
    const other = await startTestCloud();
    const waits = [other.nextMessage(), other.nextPublish("doors/#")];

    await other.close();

    const ends = await Promise.allSettled(waits);
    expect(ends.map((end) => String((end as PromiseRejectedResult).reason.message))).toEqual([
      "The cloud was closed. There is no next message.",
      "The cloud was closed. There is no next publish.",
    ]);
  });
});
