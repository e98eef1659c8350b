import { createHash, createHmac } from "node:crypto";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  CognitoIdentityProviderClient,
  ForgotPasswordCommand,
  GetUserCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
import mqtt from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ManualClock } from "../core/testing/manual-clock.ts";
import type { Cloud } from "../runtime/cloud.ts";
import { type Story, tellStories } from "../runtime/trace/story.ts";
import { EXPLAINED_STACK } from "../runtime/trace/testing/explained-stack.ts";
import { openCloud } from "./open-cloud.ts";
import type { Outputs, RunningCloud } from "./running-cloud.ts";

const SDK = join(import.meta.dirname, "../../../node_modules");
const EVE = { email: "eve@example.com", password: "Eve-Pass-1!" };
const BARRED = { email: "barred@example.com", password: "Barred-Pass-1!" };
const MIA = { email: "mia@example.com", password: "Mia-Pass-1!" };

const clock = new ManualClock(Date.now());
let running: RunningCloud;
let cloud: Cloud;
let out: Outputs;
let cognito: CognitoIdentityProviderClient;

beforeAll(async () => {
  ({ running, cloud } = await openCloud({}, { clock }));
  out = await running.deploy({ name: "app", template: EXPLAINED_STACK, parameters: { SdkFolder: SDK } });
  cognito = new CognitoIdentityProviderClient(running.clientConfig);
  for (const person of [EVE, BARRED, MIA]) await addPerson(out["PoolId"], person);
  await addPerson(out["OtherPoolId"], EVE);
});

afterAll(async () => {
  cognito?.destroy();
  await running?.close();
});

async function addPerson(UserPoolId: string | undefined, { email, password }: typeof EVE): Promise<void> {
  const Username = email;
  const UserAttributes = [
    { Name: "email", Value: email },
    { Name: "email_verified", Value: "true" },
  ];
  await cognito.send(
    new AdminCreateUserCommand({ UserPoolId, Username, UserAttributes, MessageAction: "SUPPRESS" }),
  );
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username, Password: password, Permanent: true }),
  );
}

/** The story of the newest request that was refused or failed. */
function newestRefusal(): Story {
  const { all } = tellStories(cloud.trace.events(), cloud.people);
  const story = all.find(({ verdict }) => verdict !== "allow");
  if (story === undefined) throw new Error("Nothing was refused.");
  return story;
}

async function whyOf(act: () => Promise<unknown>): Promise<string> {
  const before = cloud.trace.events().at(-1)?.seq ?? 0;
  await act().catch(() => undefined);
  const story = newestRefusal();
  if (story.seq <= before) throw new Error("Nothing was refused.");
  return story.sentence;
}

function call(path: string, init: RequestInit = {}, api = out["ApiId"] ?? ""): Promise<Response> {
  return fetch(`${running.endpoint}/_aws/execute-api/${api}/v1${path}`, init);
}

const bearer = (token: string): RequestInit => ({ headers: { authorization: `Bearer ${token}` } });

async function signIn(person = EVE, clientId = out["ClientId"]) {
  const { AuthenticationResult, ...challenge } = await cognito.send(
    new InitiateAuthCommand({
      AuthFlow: "USER_PASSWORD_AUTH",
      ClientId: clientId,
      AuthParameters: { USERNAME: person.email, PASSWORD: person.password },
    }),
  );
  return {
    access: AuthenticationResult?.AccessToken ?? "",
    id: AuthenticationResult?.IdToken ?? "",
    ...challenge,
  };
}

describe("TRACE-4 calls of an API", () => {
  it("no token", async () => {
    expect(await whyOf(() => call("/id"))).toBe(
      "nobody asked for GET /id; it needs a token in Authorization; none came; send one.",
    );
  });

  it("what is no token", async () => {
    expect(await whyOf(() => call("/id", bearer("a b c")))).toContain("what came in Authorization is no JWT");
  });

  it("expired", async () => {
    const { id } = await signIn();
    clock.advanceSeconds(3_700);

    const why = await whyOf(() => call("/id", bearer(id)));

    expect(why).toMatch(
      /^eve@example.com asked for GET \/id; the token ended 10\d s ago; refresh it, or sign in again\.$/,
    );
  });

  it("wrong pool", async () => {
    const { id } = await signIn(EVE, out["OtherClientId"]);

    const why = await whyOf(() => call("/id", bearer(id)));

    expect(why).toContain(`the token is of pool ${out["OtherPoolId"]}; this route takes ${out["PoolId"]}`);
  });

  it("changed on its way", async () => {
    const [header, , signature] = (await signIn()).id.split(".");
    const claims = {
      iss: `http://localhost/${out["PoolId"]}`,
      sub: "x",
      token_use: "id",
      exp: 9_999_999_999,
    };
    const forged = `${header}.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.${signature}`;

    expect(await whyOf(() => call("/id", bearer(forged)))).toContain("the token is not genuine");
  });

  it("ID token where an access token is due, and the other way round", async () => {
    const { access, id } = await signIn();

    expect(await whyOf(() => call("/scoped", bearer(id)))).toContain(
      "the route has scopes, so it takes an access token; this is an ID token",
    );
    expect(await whyOf(() => call("/id", bearer(access)))).toContain(
      "the route has no scopes, so it takes an ID token; this is an access token",
    );
  });

  it("missing scope, and the group that is named like it", async () => {
    const { access } = await signIn();

    const why = await whyOf(() => call("/scoped", bearer(access)));

    expect(why).toContain("eve@example.com asked for GET /scoped; the token lacks Admins-web (has ");
    expect(newestRefusal().next).toBe("npx portcullis user groups eve@example.com --add Admins");
  });

  it("route unknown, whatever the text says; a preflight is told apart", async () => {
    expect(await whyOf(() => call("/ids"))).toContain("nobody asked for GET /ids; the API has no such route");
    expect(newestRefusal().decided).toContain("nearest is GET /id");
    expect(await whyOf(() => call("/id", { method: "OPTIONS" }))).toContain("the API has no Cors");
    expect(await whyOf(() => call("/x", {}, "nothing000"))).toContain(
      "there is no API nothing000 with stage v1",
    );
  });

  it("body invalid: names the model and the fault, never a value", async () => {
    const body = JSON.stringify({ message: 1, other: "private" });

    const why = await whyOf(() =>
      call("/body", { method: "POST", body, headers: { "content-type": "application/json" } }),
    );

    expect(why).toContain("the body breaks model command: message: the value must be of type string");
    expect(JSON.stringify(newestRefusal())).not.toContain("private");
  });

  it("throttled", async () => {
    expect(await whyOf(() => call("/slow"))).toContain("the route takes 0/s, burst 0; this was one more");
  });

  it("resource policy: the statement and the condition", async () => {
    expect(await whyOf(() => call("/x", {}, out["ClosedApiId"]))).toContain(
      "the resource's policy[NotFromHere] denies it because aws:SourceIp is 127.0.0.1",
    );
  });

  it("a function's own call is the headline: no permission, and an explicit deny", async () => {
    const publish = await whyOf(() => call("/publish"));
    const published = newestRefusal();
    const functions = await whyOf(() => call("/functions"));

    const picture = await whyOf(() => call("/picture"));

    expect(picture).toMatch(
      /asked for s3:GetObject on \S+\/a; no statement of its \d policies has the action/,
    );
    expect(publish).toMatch(
      /^role app-Handler\S* asked for iot:Publish on topic\/gate; .*\[OwnTopic] has it for topic\/own only/,
    );
    expect(published).toMatchObject({ status: 502, headline: "Failed with 502: Publish was refused" });
    expect(published.calls[0]?.calls[0]?.operation).toBe("Publish");
    expect(functions).toMatch(
      /asked for lambda:ListFunctions on \*; \S+\[NoLists] denies it; no Allow can undo that/,
    );
  });

  it("an answer that is no proxy response", async () => {
    expect(await whyOf(() => call("/odd"))).toContain("answered what is no proxy response: it is no object");
  });
});

describe("TRACE-4 signatures and policies", () => {
  const stsWith = (credentials: object) =>
    new STSClient({ ...running.clientConfig, credentials: credentials as never, maxAttempts: 1 });

  it("wrong signature, unknown key", async () => {
    const wrong = stsWith({ ...running.credentials, secretAccessKey: "wrong" });
    const unknown = stsWith({ accessKeyId: "AKIAAAAAAAAAAAAAWXYZ", secretAccessKey: "x" });

    expect(await whyOf(() => wrong.send(new GetCallerIdentityCommand({})))).toMatch(
      /the signature of key AKIA….{4} differs/,
    );
    expect(JSON.stringify(newestRefusal().steps)).toContain('"canonical":["POST","/"');
    expect(await whyOf(() => unknown.send(new GetCallerIdentityCommand({})))).toContain(
      "key AKIA…WXYZ is not of this cloud",
    );
  });

  it("clock skew", async () => {
    const late = new STSClient({ ...running.clientConfig, systemClockOffset: -3_600_000, maxAttempts: 1 });

    expect(await whyOf(() => late.send(new GetCallerIdentityCommand({})))).toMatch(
      /signed 60 min before this clock; 15 min are allowed/,
    );
  });

  it("no signature", async () => {
    const body = new URLSearchParams({ Action: "ListRoles", Version: "2010-05-08" });
    const init = { method: "POST", body, headers: { host: "iam.localhost" } };

    expect(await whyOf(() => fetch(running.endpoint, init))).toContain("it came without a signature");
  });

  it("one condition short", async () => {
    const session = await sessionOf("Reader");
    const lambda = new LambdaClient({ ...running.clientConfig, credentials: session });

    const why = await whyOf(() => lambda.send(new ListFunctionsCommand()));
    lambda.destroy();

    expect(why).toContain(
      "read[OnlyOffice] fits but for IpAddress aws:SourceIp: wants 10.0.0.0/8, had 127.0.0.1",
    );
  });

  it("a role that does not exist: concealed from the caller", async () => {
    const sts = new STSClient(running.clientConfig);
    const RoleArn = `arn:aws:iam::${running.accountId}:role/Gone`;

    const why = await whyOf(() => sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "me" })));
    sts.destroy();

    expect(why).toContain("there is no role role/Gone; the answer hides that");
    expect(newestRefusal().concealed).toBe(true);
  });
});

async function sessionOf(role: string) {
  const sts = new STSClient(running.clientConfig);
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${running.accountId}:role/${role}`,
      RoleSessionName: "me",
    }),
  );
  sts.destroy();
  return {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };
}

describe("TRACE-4 sign-in", () => {
  it("wrong password over SRP, by name and count", async () => {
    const why = await whyOf(() => overSrp(EVE.email, "Wrong-Pass-1!"));

    expect(why).toMatch(
      /^eve@example.com asked for RespondToAuthChallenge; the password of eve@example.com was wrong \(try 1 of 5\)/,
    );
    expect(newestRefusal()).toMatchObject({
      concealed: true,
      next: "npx portcullis user password eve@example.com",
    });
  });

  it("unknown user: the answer hides it, the trace does not", async () => {
    const stranger = { email: "nobody@example.com", password: "Wrong-Pass-1!" };

    expect(await whyOf(() => signIn(stranger))).toContain(
      "the pool has no user nobody@example.com; the answer hides that",
    );
  });

  it("lock-out", async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      await signIn({ ...MIA, password: "Wrong-Pass-1!" }).catch(() => undefined);
    }

    const why = await whyOf(() => signIn(MIA));
    clock.advanceSeconds(1_000);

    expect(why).toContain(
      "mia@example.com is locked after 5 wrong passwords; this one was not looked at; wait 1 s",
    );
  });

  it("trigger failed: which function, and what it said", async () => {
    expect(await whyOf(() => signIn(BARRED))).toMatch(
      /trigger PreAuthentication \(app-Trigger\S*\) failed: not on this list/,
    );
  });

  it("sign-up closed, a scope of self-service, a simulated delivery", async () => {
    const ClientId = out["ClientId"];
    const { access } = await signIn();
    const Username = "nobody@example.com";

    expect(
      await whyOf(() => cognito.send(new SignUpCommand({ ClientId, Username, Password: "Some-Pass-1!" }))),
    ).toContain("the pool takes invitations only");
    expect(await whyOf(() => cognito.send(new GetUserCommand({ AccessToken: `${access}x` })))).toContain(
      "the access token is not one of this cloud",
    );
    await cognito.send(new ForgotPasswordCommand({ ClientId, Username }));
    const story = tellStories(cloud.trace.events(), cloud.people).all.find(
      ({ operation }) => operation === "ForgotPassword",
    );
    expect(story?.sentence).toContain("nothing was sent: no such user; the answer looks like success");
  });

  it("wrong TOTP, off by a clock, and a reused code", async () => {
    const { access } = await signIn();
    const { SecretCode = "" } = await cognito.send(
      new AssociateSoftwareTokenCommand({ AccessToken: access }),
    );
    const first = totp(SecretCode, clock.now());
    await cognito.send(new VerifySoftwareTokenCommand({ AccessToken: access, UserCode: first }));
    await cognito.send(
      new SetUserMFAPreferenceCommand({
        AccessToken: access,
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    );
    const answer = async (code: string) => {
      const { Session, ChallengeParameters } = await signIn();
      return cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId: out["ClientId"],
          ChallengeName: "SOFTWARE_TOKEN_MFA",
          Session,
          ChallengeResponses: {
            USERNAME: ChallengeParameters?.["USER_ID_FOR_SRP"] ?? "",
            SOFTWARE_TOKEN_MFA_CODE: code,
          },
        }),
      );
    };

    const wrong = await whyOf(() => answer(totp(SecretCode, clock.now() - 300_000)));
    const reused = await whyOf(() => answer(first));

    expect(wrong).toContain(
      "was wrong (try 1 of 5); the clock is off by about 300 s; set the clock of the phone",
    );
    expect(reused).toContain("was taken before; each works once");
  });
});

function overSrp(email: string, password: string): Promise<unknown> {
  const pool = new CognitoUserPool({
    UserPoolId: out["PoolId"] ?? "",
    ClientId: out["ClientId"] ?? "",
    endpoint: running.endpoint,
  });
  const user = new CognitoUser({ Username: email, Pool: pool });
  const details = new AuthenticationDetails({ Username: email, Password: password });
  return new Promise((onSuccess, onFailure) => user.authenticateUser(details, { onSuccess, onFailure }));
}

/** RFC 6238 with the defaults of authenticator apps. */
function totp(base32: string, at: number): string {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...base32].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = bits.match(/.{8}/g) ?? [];
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2))))
    .update(counter)
    .digest();
  const number = mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

describe("TRACE-4 hosted pages and OAuth", () => {
  const auth = (path: string, query: Record<string, string>) =>
    fetch(`${running.endpoint}/_aws/cognito-auth/explained${path}?${new URLSearchParams(query)}`, {
      redirect: "manual",
    });
  const authorization = () => ({
    response_type: "code",
    client_id: out["ClientId"] ?? "",
    redirect_uri: "https://app.example/back",
    scope: "openid",
  });
  const exchange = (fields: Record<string, string>) =>
    fetch(`${running.endpoint}/_aws/cognito-auth/explained/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: out["ClientId"] ?? "",
        redirect_uri: "https://app.example/back",
        ...fields,
      }),
    });

  it("redirect not registered, without what its query holds", async () => {
    const redirect_uri = "https://app.example/back/?code=secretcode";

    const why = await whyOf(() => auth("/oauth2/authorize", { ...authorization(), redirect_uri }));

    expect(why).toContain(
      "https://app.example/back/?… is not registered (registered: https://app.example/back)",
    );
    expect(JSON.stringify(newestRefusal())).not.toContain("secretcode");
  });

  it("unknown client, scope, PKCE method, logout address", async () => {
    const asked = authorization();

    expect(await whyOf(() => auth("/oauth2/authorize", { ...asked, client_id: "x" }))).toContain(
      "client x is not of this domain's pool",
    );
    expect(await whyOf(() => auth("/oauth2/authorize", { ...asked, scope: "phone" }))).toContain(
      "may not ask phone; it has openid or email",
    );
    expect(await whyOf(() => auth("/oauth2/authorize", { ...asked, code_challenge: "x" }))).toContain(
      "code_challenge_method (none) is not supported",
    );
    expect(
      await whyOf(() =>
        auth("/logout", { client_id: asked.client_id, logout_uri: "https://app.example/bye" }),
      ),
    ).toContain("https://app.example/bye is not among LogoutURLs");
  });

  it("PKCE wrong, then the code used before", async () => {
    const code = await codeOf(BOB, { ...authorization(), ...challengeOf("v".repeat(43)) });

    const wrong = await whyOf(() => exchange({ code, code_verifier: "w".repeat(43) }));
    const used = await whyOf(() => exchange({ code, code_verifier: "v".repeat(43) }));

    expect(wrong).toContain("code_verifier does not hash to the code_challenge");
    expect(used).toContain("the code was used; start again at authorize");
    expect(newestRefusal().concealed).toBe(true);
    expect(JSON.stringify(cloud.trace.events())).not.toContain(code);
  });

  const BOB = { email: "bob@example.com", password: "Bob-Pass-1!" };

  async function codeOf(person: typeof EVE, query: Record<string, string>): Promise<string> {
    await addPerson(out["PoolId"], person);
    const address = `${running.endpoint}/_aws/cognito-auth/explained/login?${new URLSearchParams(query)}`;
    const page = await fetch(address);
    const cookie = page.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const csrf = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
    const reply = await fetch(address, {
      method: "POST",
      redirect: "manual",
      headers: { cookie },
      body: new URLSearchParams({ _csrf: csrf, username: person.email, password: person.password }),
    });
    return new URL(reply.headers.get("location") ?? "").searchParams.get("code") ?? "";
  }

  function challengeOf(verifier: string) {
    return {
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    };
  }
});

describe("TRACE-4 MQTT", () => {
  it("subscribe denied, with the slip in the policy", async () => {
    const session = await sessionOf("Reader");
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${running.mqttPort}`, {
      username: session.accessKeyId,
      password: `${session.secretAccessKey}:${session.sessionToken}`,
      protocolVersion: 4,
      clientId: "watcher",
    });

    await client.subscribeAsync("gate").catch(() => undefined);
    const why = newestRefusal().sentence;
    await client.endAsync(true);

    expect(why).toMatch(
      /^role Reader asked for iot:Subscribe on topicfilter\/gate; read\[WrongKind] has it for topic\/gate only/,
    );
    expect(newestRefusal().decided).toContain("(Subscribe needs topicfilter/)");
  });

  it("a watcher without credentials publishes nothing", async () => {
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${running.mqttPort}`, {
      protocolVersion: 4,
      reconnectPeriod: 0,
    });
    const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));

    client.publish("gate", "x");
    await closed;

    expect(newestRefusal().sentence).toContain("a client without credentials may only watch");
  });
});
