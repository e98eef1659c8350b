import * as client from "openid-client";
import { afterEach, expect, test } from "vitest";
import { systemClock } from "../../../core/clock.ts";
import { ManualClock } from "../../../core/testing/manual-clock.ts";
import { serveWorld } from "./testing/serve.ts";
import { createWorld, PASSWORD } from "./testing/world.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A relying party that nobody here wrote, against the real endpoints over HTTP. */
async function relyingParty(secret?: string) {
  const served = await serveWorld((port) =>
    createWorld({
      port,
      // openid-client compares the tokens' times with the real ones.
      clock: new ManualClock(systemClock.now()),
      client: { secret, callbackUrls: [`http://localhost:${port}/app`] },
    }),
  );
  closing.push(served.close);
  const user = await served.world.addUser();
  const configuration = await client.discovery(
    new URL(`${served.origin}/${served.world.pool.id}`),
    served.world.client.id,
    {},
    secret === undefined ? client.None() : client.ClientSecretBasic(secret),
    { execute: [client.allowInsecureRequests] },
  );
  return { served, user, configuration, redirectUri: `${served.origin}/app` };
}

async function signInOverHttp(address: URL): Promise<URL> {
  const page = await fetch(address, { redirect: "manual" });
  const login = new URL(page.headers.get("location") ?? "", address);
  const cookie = page.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const answer = await fetch(login, {
    method: "POST",
    redirect: "manual",
    headers: { cookie },
    body: new URLSearchParams({
      _csrf: cookie.split("=")[1] ?? "",
      username: "ann@example.com",
      password: PASSWORD,
    }),
  });
  return new URL(answer.headers.get("location") ?? "");
}

test.each([undefined, "s3cret-of-the-app"])(
  "openid-client completes code + PKCE, user info, refresh and revocation (secret %s)",
  async (secret) => {
    const { served, user, configuration, redirectUri } = await relyingParty(secret);
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const expectedNonce = client.randomNonce();
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri,
      scope: "openid email",
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
    });
    const back = await signInOverHttp(address);
    const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true };
    const tokens = await client.authorizationCodeGrant(configuration, back, checks);
    expect(tokens.claims()).toMatchObject({ sub: user.sub, email: "ann@example.com", email_verified: true });

    const info = await client.fetchUserInfo(configuration, tokens.access_token, user.sub);
    expect(info.email).toBe("ann@example.com");
    const refreshed = await client.refreshTokenGrant(configuration, tokens.refresh_token ?? "");
    expect(refreshed.access_token).not.toBe(tokens.access_token);
    await client.tokenRevocation(configuration, tokens.refresh_token ?? "");
    await expect(client.refreshTokenGrant(configuration, tokens.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
    await expect(client.fetchUserInfo(configuration, tokens.access_token, user.sub)).rejects.toThrow();
    await expect(client.authorizationCodeGrant(configuration, back, checks)).rejects.toMatchObject({
      error: "invalid_grant",
    });
    expect(served.domain).toContain("localhost");
  },
);
