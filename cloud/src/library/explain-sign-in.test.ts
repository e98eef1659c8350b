import { createHash, createHmac } from "node:crypto";
import {
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminSetUserPasswordCommand,
  AssociateSoftwareTokenCommand,
  ChangePasswordCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  RespondToAuthChallengeCommand,
  SetUserMFAPreferenceCommand,
  SignUpCommand,
  VerifySoftwareTokenCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { AuthenticationDetails, CognitoUser, CognitoUserPool } from "amazon-cognito-identity-js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BARRED, CALLER, EVE, ExplainedCloud, MIA } from "./testing/explained-cloud.ts";

let explained: ExplainedCloud;

beforeAll(async () => {
  explained = await ExplainedCloud.open();
});
afterAll(() => explained?.close());

describe("TRACE-4 sign-in", () => {
  it("wrong password over SRP, by name and count", async () => {
    const why = await explained.whyOf(() => overSrp(EVE.email, "Wrong-Pass-1!"));

    expect(why).toMatch(
      /^eve@example.com asked for RespondToAuthChallenge; the password of eve@example.com was wrong \(try 1 of 5\)/,
    );
    expect(explained.newestRefusal()).toMatchObject({
      concealed: true,
      next: "npx portcullis user password eve@example.com",
    });
  });

  it("a wrong present password, and a new one that the pool does not take", async () => {
    const { access = "" } = await explained.signIn(EVE);
    const change = (PreviousPassword: string, ProposedPassword: string) =>
      explained.whyOf(() =>
        explained.cognito.send(
          new ChangePasswordCommand({ AccessToken: access, PreviousPassword, ProposedPassword }),
        ),
      );

    expect(await change("Wrong-Pass-1!", "Other-Pass-1!")).toContain(
      "asked for ChangePassword; the present password of eve@example.com was wrong; the right password",
    );
    expect(explained.newestRefusal()).toMatchObject({
      concealed: false,
      next: "npx portcullis user password eve@example.com",
    });
    expect(await change(EVE.password, "short")).toContain("the new password does not keep the pool's rules");
  });

  it("unknown user: the answer hides it, the trace does not", async () => {
    const stranger = { email: "nobody@example.com", password: "Wrong-Pass-1!" };

    expect(await explained.whyOf(() => explained.signIn(stranger))).toContain(
      "the pool has no user nobody@example.com; the answer hides that",
    );
  });

  it("lock-out", async () => {
    for (let tries = 0; tries < 5; tries += 1) {
      await explained.signIn({ ...MIA, password: "Wrong-Pass-1!" }).catch(() => undefined);
    }

    const why = await explained.whyOf(() => explained.signIn(MIA));
    explained.clock.advanceSeconds(1_000);

    expect(why).toContain(
      "mia@example.com is locked after 5 wrong passwords; this one was not looked at; wait 1 s",
    );
  });

  it("trigger failed: which function, and what it said", async () => {
    expect(await explained.whyOf(() => explained.signIn(BARRED))).toMatch(
      /trigger PreAuthentication \(app-Trigger\S*\) failed: not on this list/,
    );
  });

  it("TRACE-6 a sign-in holds the runs of its triggers, and what they called", async () => {
    const { request } = await explained.signIn(CALLER);

    const story = explained.storyOf(request);
    const [before, token] = story.calls;

    expect(story).toMatchObject({ operation: "InitiateAuth", headline: "Passed", verdict: "allow" });
    expect(story.calls).toHaveLength(2);
    expect(before?.steps.map(({ event }) => event.step)).toEqual(["PreAuthentication trigger"]);
    expect(token?.steps.map(({ event }) => event.step)).toEqual(["PreTokenGeneration trigger"]);
    expect(token?.operation).toMatch(/^app-Trigger/);
    expect(token?.calls[0]?.sentence).toMatch(/^role app-TriggerRole.* asked for lambda:ListFunctions/);
  });

  it("tokens that were issued: for whom and at which client, and nothing of the tokens", async () => {
    const { request } = await explained.signIn();

    const story = explained.storyOf(request);

    expect(story).toMatchObject({ who: EVE.email, operation: "InitiateAuth", verdict: "allow" });
    expect(story.decided).toMatch(/^tokens were issued at client [a-z0-9]{26}$/);
    expect(JSON.stringify(story)).not.toContain("eyJ");
  });

  it("every event tells how long its step took", async () => {
    await explained.signIn();

    const events = explained.cloud.trace.events();

    expect(events.length).toBeGreaterThan(10);
    expect(events.filter(({ ms }) => !(ms >= 0))).toEqual([]);
  });

  it("TRACE-6 a trigger that threw stands below the sign-in that it stopped", async () => {
    await explained.signIn(BARRED).catch(() => undefined);

    const { operation, calls } = explained.newestRefusal();

    expect(operation).toBe("InitiateAuth");
    expect(calls[0]?.headline).toBe("Failed in the PreAuthentication trigger");
    expect(calls[0]?.sentence).toContain("threw Error: not on this list");
  });

  it("sign-up closed, a scope of self-service, a simulated delivery", async () => {
    const ClientId = explained.out["ClientId"];
    const { access } = await explained.signIn();
    const Username = "nobody@example.com";

    expect(
      await explained.whyOf(() =>
        explained.cognito.send(new SignUpCommand({ ClientId, Username, Password: "Some-Pass-1!" })),
      ),
    ).toContain("the pool takes invitations only");
    expect(
      await explained.whyOf(() => explained.cognito.send(new GetUserCommand({ AccessToken: `${access}x` }))),
    ).toContain("the access token is not one of this cloud");
    await explained.cognito.send(new ForgotPasswordCommand({ ClientId, Username }));
    const story = explained.stories().find(({ operation }) => operation === "ForgotPassword");
    expect(story?.sentence).toContain("nothing was sent: no such user; the answer looks like success");
  });

  it("wrong TOTP, off by a clock, and a reused code", async () => {
    const { access } = await explained.signIn();
    const { SecretCode = "" } = await explained.cognito.send(
      new AssociateSoftwareTokenCommand({ AccessToken: access }),
    );
    const first = totp(SecretCode, explained.clock.now());
    await explained.cognito.send(new VerifySoftwareTokenCommand({ AccessToken: access, UserCode: first }));
    await explained.cognito.send(
      new SetUserMFAPreferenceCommand({
        AccessToken: access,
        SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
      }),
    );
    const answer = async (code: string) => {
      const { Session, ChallengeParameters } = await explained.signIn();
      return explained.cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId: explained.out["ClientId"],
          ChallengeName: "SOFTWARE_TOKEN_MFA",
          Session,
          ChallengeResponses: {
            USERNAME: ChallengeParameters?.["USER_ID_FOR_SRP"] ?? "",
            SOFTWARE_TOKEN_MFA_CODE: code,
          },
        }),
      );
    };

    const wrong = await explained.whyOf(() => answer(totp(SecretCode, explained.clock.now() - 300_000)));
    explained.clock.advanceSeconds(5);
    const reused = await explained.whyOf(() => answer(first));

    expect(wrong).toContain(
      "was wrong (try 1 of 5); the clock is off by about 300 s; set the clock of the phone",
    );
    expect(reused).toContain("was taken 5 s ago; each works once");
  });

  it("a challenge that was answered, one that is too old, and a user who was disabled since", async () => {
    const mia = { UserPoolId: explained.out["PoolId"], Username: MIA.email };
    await explained.cognito.send(
      new AdminSetUserPasswordCommand({ ...mia, Password: MIA.password, Permanent: false }),
    );
    const answer = (Session: string | undefined) =>
      explained.cognito.send(
        new RespondToAuthChallengeCommand({
          ClientId: explained.out["ClientId"],
          ChallengeName: "NEW_PASSWORD_REQUIRED",
          Session,
          ChallengeResponses: { USERNAME: MIA.email, NEW_PASSWORD: MIA.password },
        }),
      );
    const late = await explained.signIn(MIA);
    explained.clock.advanceSeconds(200);
    const tooOld = await explained.whyOf(() => answer(late.Session));
    const { Session } = await explained.signIn(MIA);
    await answer(Session);
    explained.clock.advanceSeconds(7);
    const used = await explained.whyOf(() => answer(Session));
    await explained.cognito.send(new AdminDisableUserCommand(mia));
    explained.clock.advanceSeconds(60);
    const disabled = await explained.whyOf(() => explained.signIn(MIA));
    await explained.cognito.send(new AdminEnableUserCommand(mia));

    expect(tooOld).toContain("the challenge session is older than 3 min: it ended 20 s ago");
    expect(used).toContain("the challenge was answered 7 s ago; its session works once");
    expect(disabled).toContain("mia@example.com was disabled 60 s ago; enable the user");
  });
});

function overSrp(email: string, password: string): Promise<unknown> {
  const pool = new CognitoUserPool({
    UserPoolId: explained.out["PoolId"] ?? "",
    ClientId: explained.out["ClientId"] ?? "",
    endpoint: explained.running.endpoint,
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
    fetch(`${explained.running.endpoint}/_aws/cognito-auth/explained${path}?${new URLSearchParams(query)}`, {
      redirect: "manual",
    });
  const authorization = () => ({
    response_type: "code",
    client_id: explained.out["ClientId"] ?? "",
    redirect_uri: "https://app.example/back",
    scope: "openid",
  });
  const exchange = (fields: Record<string, string>) =>
    fetch(`${explained.running.endpoint}/_aws/cognito-auth/explained/oauth2/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "authorization_code",
        client_id: explained.out["ClientId"] ?? "",
        redirect_uri: "https://app.example/back",
        ...fields,
      }),
    });

  it("redirect not registered, without what its query holds", async () => {
    const redirect_uri = "https://app.example/back/?code=secretcode";

    const why = await explained.whyOf(() => auth("/oauth2/authorize", { ...authorization(), redirect_uri }));

    expect(why).toContain(
      "https://app.example/back/?… is not registered (registered: https://app.example/back)",
    );
    expect(JSON.stringify(explained.newestRefusal())).not.toContain("secretcode");
  });

  it("unknown client, scope, PKCE method, logout address", async () => {
    const asked = authorization();

    expect(await explained.whyOf(() => auth("/oauth2/authorize", { ...asked, client_id: "x" }))).toContain(
      "client x is not of this domain's pool",
    );
    expect(await explained.whyOf(() => auth("/oauth2/authorize", { ...asked, scope: "phone" }))).toContain(
      "may not ask phone; it has openid or email",
    );
    expect(
      await explained.whyOf(() => auth("/oauth2/authorize", { ...asked, code_challenge: "x" })),
    ).toContain("code_challenge_method (none) is not supported");
    expect(
      await explained.whyOf(() =>
        auth("/logout", { client_id: asked.client_id, logout_uri: "https://app.example/bye" }),
      ),
    ).toContain("https://app.example/bye is not among LogoutURLs");
  });

  it("PKCE wrong, then the code used before", async () => {
    await explained.addPerson(BOB);
    const code = await codeOf(BOB, { ...authorization(), ...challengeOf("v".repeat(43)) });

    const wrong = await explained.whyOf(() => exchange({ code, code_verifier: "w".repeat(43) }));
    const used = await explained.whyOf(() => exchange({ code, code_verifier: "v".repeat(43) }));

    expect(wrong).toContain("code_verifier does not hash to the code_challenge");
    expect(used).toContain("the code was used; start again at authorize");
    expect(explained.newestRefusal().concealed).toBe(true);
    expect(JSON.stringify(explained.cloud.trace.events())).not.toContain(code);
  });

  it("TRACE-6 a page and the token endpoint hold the runs of their triggers", async () => {
    const code = await codeOf(CALLER, authorization());
    await exchange({ code });

    const pages = explained.stories().filter(({ service }) => service === "cognito-pages");
    const triggersOf = (operation: string) =>
      pages
        .find((page) => page.operation === operation)
        ?.calls.map(({ steps }) => steps.map(({ event }) => event.step).join());

    expect(triggersOf("POST /login")).toEqual(["PreAuthentication trigger"]);
    expect(triggersOf("POST /oauth2/token")).toEqual(["PreTokenGeneration trigger"]);
  });

  it("a code that was asked for on the page and not sent: the page does not tell, the trace does", async () => {
    const skipped = new Promise<string>((resolve) => {
      const stop = explained.cloud.trace.listen(({ verdict, request }) => {
        if (verdict !== "skip") return;
        stop();
        resolve(request);
      });
    });

    const reply = await submit("/forgotPassword", authorization(), { username: "stranger@example.com" });
    const story = explained.storyOf(await skipped);

    expect(reply.headers.get("location")).toContain("/confirmForgotPassword?");
    expect(story).toMatchObject({ operation: "POST /forgotPassword", concealed: true });
    expect(story.sentence).toContain("nothing was sent: no such user; the answer looks like success");
  });

  const BOB = { email: "bob@example.com", password: "Bob-Pass-1!" };

  async function codeOf(person: typeof EVE, query: Record<string, string>): Promise<string> {
    const reply = await submit("/login", query, { username: person.email, password: person.password });
    return new URL(reply.headers.get("location") ?? "").searchParams.get("code") ?? "";
  }

  /** Fills in the form of a page, as a browser does. */
  async function submit(path: string, query: Record<string, string>, fields: Record<string, string>) {
    const address = `${explained.running.endpoint}/_aws/cognito-auth/explained${path}?${new URLSearchParams(query)}`;
    const page = await fetch(address);
    const cookie = page.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const csrf = /name="_csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
    return fetch(address, {
      method: "POST",
      redirect: "manual",
      headers: { cookie },
      body: new URLSearchParams({ _csrf: csrf, ...fields }),
    });
  }

  function challengeOf(verifier: string) {
    return {
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    };
  }
});
