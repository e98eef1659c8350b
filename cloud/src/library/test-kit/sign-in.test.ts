import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  GetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { startTestCloud } from "./start-test-cloud.ts";
import type { TestCloud } from "./test-cloud.ts";

// Every pool makes two RSA keys, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const poolOf = (name: string, properties = "", client = "") => `  ${name}:
    Type: AWS::Cognito::UserPool
    Properties:
      UsernameAttributes: [email]${properties}
  ${name}App:
    Type: AWS::Cognito::UserPoolClient
    Properties:
      UserPoolId: !Ref ${name}${client}
`;
const ONE = `Resources:
${poolOf("People")}  Editors:
    Type: AWS::Cognito::UserPoolGroup
    Properties: { UserPoolId: !Ref People, GroupName: Editors }
Outputs:
  People: { Value: !Ref People }
`;
const WITH_MFA = `
      MfaConfiguration: "ON"
      EnabledMfas: [SOFTWARE_TOKEN_MFA]`;
const WITH_SECRET = `
      GenerateSecret: true`;
const PLAIN_ONLY = `
      ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH]`;
const SEVERAL = `Resources:
${poolOf("Guarded", WITH_MFA)}${poolOf("Secret", "", WITH_SECRET)}${poolOf("Plain", "", PLAIN_ONLY)}`;

const claimsOf = (jwt: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString("utf8"));

describe("a cloud with one pool", () => {
  let cloud: TestCloud;
  let cognito: CognitoIdentityProviderClient;
  beforeAll(async () => {
    cloud = await startTestCloud();
    await cloud.deploy({ name: "one", template: ONE });
    cognito = new CognitoIdentityProviderClient(cloud.clientConfig);
  });
  afterAll(async () => {
    cognito.destroy();
    await cloud.close();
  });

  it("makes a new person for each sign-in without a name", async () => {
    const [one, two] = [await cloud.signIn(), await cloud.signIn()];

    const { UserAttributes } = await cognito.send(new GetUserCommand({ AccessToken: one.accessToken }));

    expect(UserAttributes).toContainEqual({ Name: "email", Value: one.username });
    expect(one.username).not.toBe(two.username);
  });

  it("signs the same person in again, with the password that it remembers", async () => {
    const first = await cloud.signIn({ username: "eve@example.com", attributes: { name: "Eve" } });
    const again = await cloud.signIn({ username: "eve@example.com", groups: ["Editors"] });

    expect(claimsOf(again.accessToken)["sub"]).toBe(claimsOf(first.accessToken)["sub"]);
    expect(claimsOf(first.accessToken)["cognito:groups"]).toBeUndefined();
    expect(claimsOf(again.accessToken)["cognito:groups"]).toEqual(["Editors"]);
    expect(claimsOf(again.idToken)["name"]).toBe("Eve");
  });

  it("refuses a wrong password as AWS does, and a group that the pool does not have", async () => {
    await cloud.signIn({ username: "adam@example.com" });

    const wrong = cloud.signIn({ username: "adam@example.com", password: "Guessed-1!" });
    await expect(wrong).rejects.toMatchObject({ name: "NotAuthorizedException" });
    const group = cloud.signIn({ groups: ["Editor"] });
    await expect(group).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("answers the first password of an invitation, and wants it given", async () => {
    const Username = "ann@example.com";
    await cognito.send(new AdminCreateUserCommand({ UserPoolId: cloud.outputs()["People"], Username }));
    const { code } = await cloud.nextMessage({ to: Username });

    await expect(cloud.signIn({ username: Username })).rejects.toThrow("password has to be given");
    const invited = await cloud.signIn({ username: Username, password: code });
    const again = await cloud.signIn({ username: Username });

    expect(invited.password).not.toBe(code);
    expect(again.accessToken).not.toBe("");
  });

  it("tokens end when the cloud's clock says so", async () => {
    const { accessToken, expiresIn } = await cloud.signIn();

    cloud.clock.advance(expiresIn + 1);

    const refused = cognito.send(new GetUserCommand({ AccessToken: accessToken }));
    await expect(refused).rejects.toMatchObject({ name: "NotAuthorizedException" });
    expect(() => cloud.clock.advance(-1)).toThrow("Time goes forward");
  });
});

describe("a cloud with several pools", () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startTestCloud();
    await cloud.deploy({ name: "several", template: SEVERAL });
  });
  afterAll(() => cloud.close());

  it("has to be told which one, and says which there are", async () => {
    await expect(cloud.signIn()).rejects.toThrow(
      /There are 3 user pools. Choose one with userPoolId:[\s\S]*several\/Guarded/,
    );
  });

  it("enrols an authenticator app where the pool requires one, and gives its codes", async () => {
    const where = { userPoolId: "several/Guarded", username: "eve@example.com" };
    await cloud.signIn(where);
    await cloud.signIn(where);

    cloud.clock.advance(30);
    const third = await cloud.signIn(where);

    expect(claimsOf(third.accessToken)["username"]).toBeDefined();
  });

  it.each(["several/Secret", "several/Plain"])("knows how to speak to the app client of %s", async (pool) => {
    const { accessToken } = await cloud.signIn({ userPoolId: pool });

    expect(claimsOf(accessToken)["token_use"]).toBe("access");
  });
});
