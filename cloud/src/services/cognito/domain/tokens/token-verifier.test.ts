import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { ManualClock } from "../../../../core/testing/manual-clock.ts";
import { openDatabase } from "../../../../store/sqlite.ts";
import { aPool } from "../../testing/records.ts";
import { createSigningKeys, type SigningKey, type SigningKeys } from "./signing-keys.ts";
import { createTokenVerifier } from "./token-verifier.ts";

const POOL = aPool({ id: "eu-west-1_AbCdEfGhI" });
const OTHER = aPool({ id: "eu-west-1_ZZZZZZZZZ" });
const endpoints = { issuer: (id: string) => `http://localhost:4566/${id}` };
const database = openDatabase(":memory:");
const masterKey = Buffer.alloc(32, 1);
// Keys take long to make; the tests only read them.
const keys: SigningKeys = createSigningKeys({ database, masterKey });

let clock = new ManualClock();
let verifier = createTokenVerifier({ keys, pools: poolsOf(POOL, OTHER), endpoints, clock });

beforeEach(() => {
  clock = new ManualClock();
  verifier = createTokenVerifier({ keys, pools: poolsOf(POOL, OTHER), endpoints, clock });
});

function poolsOf(...pools: (typeof POOL)[]) {
  return { find: (id: string) => pools.find((pool) => pool.id === id) };
}

function claims(changes: Record<string, unknown> = {}): Record<string, unknown> {
  const now = Math.floor(clock.now() / 1000);
  return {
    sub: "ann",
    iss: endpoints.issuer(POOL.id),
    token_use: "access",
    exp: now + 300,
    iat: now,
    ...changes,
  };
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

async function token(key: SigningKey, payload: Record<string, unknown>): Promise<string> {
  const input = `${key.headerSegment}.${encode(payload)}`;
  return `${input}.${await key.sign(input)}`;
}

const kindOf = async (text: string, arns = [POOL.arn]): Promise<string> =>
  (await verifier.verify(text, { userPoolArns: arns })).kind;

describe("TokenVerifier", () => {
  test("COG-TOK a genuine token is valid, the second time without waiting", async () => {
    const { access, id } = await keys.forPool(POOL.id);
    const text = await token(access, claims());

    expect(await verifier.verify(text, { userPoolArns: [POOL.arn] })).toMatchObject({
      kind: "valid",
      tokenUse: "access",
    });
    expect(verifier.verify(text, { userPoolArns: [POOL.arn] })).toMatchObject({ kind: "valid" });
    expect(await kindOf(await token(id, claims({ token_use: "id" })))).toBe("valid");
  });

  test("COG-TOK-2 expiry is asked each time, of remembered tokens too", async () => {
    const { access } = await keys.forPool(POOL.id);
    const text = await token(access, claims());

    expect(await kindOf(text)).toBe("valid");
    clock.advanceSeconds(299);
    expect(await kindOf(text)).toBe("valid");
    clock.advanceSeconds(1);
    expect(await kindOf(text)).toBe("expired");
  });

  test("COG-TOK-4 another pool's token is not of this pool, remembered or not", async () => {
    const { access } = await keys.forPool(OTHER.id);
    const text = await token(access, claims({ iss: endpoints.issuer(OTHER.id) }));

    expect(await kindOf(text, [POOL.arn])).toBe("invalid");
    expect(await kindOf(text, [OTHER.arn])).toBe("valid");
    expect(await kindOf(text, [POOL.arn])).toBe("invalid");
    expect(await kindOf(await token(access, claims()), [POOL.arn, OTHER.arn])).toBe("invalid");
    expect(await kindOf(text, [])).toBe("invalid");
  });

  test("COG-TOK-5 the key of one kind of token does not vouch for the other", async () => {
    const { access, id } = await keys.forPool(POOL.id);

    expect(await kindOf(await token(id, claims({ token_use: "access" })))).toBe("invalid");
    expect(await kindOf(await token(access, claims({ token_use: "id" })))).toBe("invalid");
    expect(await kindOf(await token(access, claims({ token_use: undefined })))).toBe("invalid");
    expect(await kindOf(await token(access, claims({ exp: undefined })))).toBe("invalid");
    expect(await kindOf(await token(access, claims({ exp: "9999999999" })))).toBe("invalid");
  });

  test("COG-TOK-1 no other algorithm, key, member or order gets past the header", async () => {
    const { access } = await keys.forPool(POOL.id);
    const payload = encode(claims());
    const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const jwk = own.publicKey.export({ format: "jwk" });
    const hostile = (header: unknown): string => {
      const input = `${typeof header === "string" ? Buffer.from(header).toString("base64url") : encode(header)}.${payload}`;
      return `${input}.${sign("sha256", Buffer.from(input), own.privateKey).toString("base64url")}`;
    };
    const hs256 = `${encode({ kid: access.kid, alg: "HS256" })}.${payload}`;
    const pem = access.publicKey.export({ format: "pem", type: "spki" });
    const mac = createHmac("sha256", pem).update(hs256).digest("base64url");

    const refused = [
      `${hs256}.${mac}`,
      `${encode({ kid: access.kid, alg: "none" })}.${payload}.`,
      `${encode({ kid: access.kid, alg: "none" })}.${payload}.AA`,
      hostile({ kid: access.kid, alg: "RS256" }),
      hostile({ kid: "unknown", alg: "RS256" }),
      hostile({ alg: "RS256", jwk }),
      hostile(`{"kid":"x","kid":"${access.kid}","alg":"RS256"}`),
      hostile({ kid: access.kid, alg: "RS256", crit: ["exp"] }),
      hostile("not json"),
    ];
    for (const text of refused) expect(await kindOf(text)).toBe("invalid");
  });

  test("COG-TOK-3 a signature is as long as the modulus: without its leading zero it is none", async () => {
    const { access } = await keys.forPool(POOL.id);
    // One in 256 begins with a zero.
    for (let round = 0; ; round += 1) {
      const text = await token(access, claims({ sub: `ann-${round}` }));
      const [header = "", payload = "", signature = ""] = text.split(".");
      const bytes = Buffer.from(signature, "base64url");
      if (bytes[0] !== 0) continue;
      const spelled = (other: Buffer) => `${header}.${payload}.${other.toString("base64url")}`;
      expect(await kindOf(text)).toBe("valid");
      expect(await kindOf(spelled(bytes.subarray(1)))).toBe("invalid");
      expect(await kindOf(spelled(Buffer.concat([Buffer.alloc(1), bytes])))).toBe("invalid");
      return;
    }
  });

  test("COG-TOK-3 one token has one spelling", async () => {
    const { access } = await keys.forPool(POOL.id);
    const text = await token(access, claims());
    const [header = "", payload = "", signature = ""] = text.split(".");
    const last = signature.at(-1) ?? "A";
    // RSA-2048 signatures end in a character of which only some bits count.
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    const stray = alphabet[alphabet.indexOf(last) ^ 1] ?? "";

    const refused = [
      `${text}=`,
      `${text} `,
      ` ${text}`,
      `${text}\n`,
      `${text}.`,
      `${header}.${payload}`,
      `${header}.${payload}.`,
      `${header}..${signature}`,
      `.${payload}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -1)}${stray}`,
      `${header}.${payload}.${signature.slice(0, -2)}`,
      `${header}.${encode(claims({ sub: "bob" }))}.${signature}`,
      `${header}=.${payload}.${signature}`,
      "",
      "..",
      "a.b.c",
      "x".repeat(1_000_000),
    ];
    for (const candidate of refused) expect(await kindOf(candidate)).toBe("invalid");
  });

  describe("COG-TOK-4 tokens of one issuer for some audiences", () => {
    const issuer = endpoints.issuer(POOL.id);
    test.each([
      ["aud of an identity token", "id", { aud: "app" }, { issuer, audiences: ["web", "app"] }, "valid"],
      ["client of an access token", "access", { client_id: "app" }, { issuer, audiences: ["app"] }, "valid"],
      ["one of several aud", "id", { aud: ["x", "app"] }, { issuer, audiences: ["app"] }, "valid"],
      ["another audience", "id", { aud: "app" }, { issuer, audiences: ["web"] }, "invalid"],
      [
        "aud goes before the client",
        "id",
        { aud: "x", client_id: "app" },
        { issuer, audiences: ["app"] },
        "invalid",
      ],
      ["no audience is accepted", "id", { aud: "app" }, { issuer, audiences: [] }, "invalid"],
      ["neither aud nor client", "access", {}, { issuer, audiences: ["app"] }, "invalid"],
      [
        "another issuer",
        "id",
        { aud: "app" },
        { issuer: endpoints.issuer(OTHER.id), audiences: ["app"] },
        "invalid",
      ],
      [
        "an issuer elsewhere that ends alike",
        "id",
        { aud: "app" },
        { issuer: `https://x/${POOL.id}`, audiences: ["app"] },
        "invalid",
      ],
    ] as const)("COG-TOK-4 %s", async (_title, use, further, accepted, kind) => {
      const pair = await keys.forPool(POOL.id);
      const text = await token(pair[use], claims({ token_use: use, ...further }));

      const first = await verifier.verify(text, accepted);
      await verifier.verify(text, { userPoolArns: [POOL.arn] });
      const remembered = await verifier.verify(text, accepted);

      expect([first.kind, remembered.kind]).toEqual([kind, kind]);
    });
  });

  test("COG-TOK-6 tokens of a pool that is gone are not valid any more", async () => {
    const gone = aPool({ id: "eu-west-1_Gone00000" });
    const present = [gone];
    const forgetful = createTokenVerifier({
      keys,
      pools: { find: (id) => present.find((pool) => pool.id === id) },
      endpoints,
      clock,
    });
    const { access } = await keys.forPool(gone.id);
    const text = await token(access, claims({ iss: endpoints.issuer(gone.id) }));
    expect((await forgetful.verify(text, { userPoolArns: [gone.arn] })).kind).toBe("valid");

    present.pop();
    keys.remove(gone.id);

    expect((await forgetful.verify(text, { userPoolArns: [gone.arn] })).kind).toBe("invalid");
  });

  test("COG-TOK-17 a token is not valid before its nbf, remembered or not", async () => {
    const { access } = await keys.forPool(POOL.id);
    const now = Math.floor(clock.now() / 1000);
    const early = await token(access, claims({ nbf: now + 10 }));
    expect(await kindOf(early)).toBe("invalid");
    clock.advanceSeconds(10);
    expect(await kindOf(early)).toBe("valid");
    expect(await kindOf(await token(access, claims({ nbf: "0" })))).toBe("invalid");
    expect(await kindOf(await token(access, claims({ nbf: now })))).toBe("valid");
  });

  test("COG-TOK-17 a payload that the issuer can not have written is invalid, whoever signed it", async () => {
    const { access } = await keys.forPool(POOL.id);
    const text = JSON.stringify(claims({ note: "é" }));
    const signed = async (payload: Buffer) => {
      const input = `${access.headerSegment}.${payload.toString("base64url")}`;
      return `${input}.${await access.sign(input)}`;
    };
    const bytes = (with_: Buffer) => Buffer.concat([Buffer.from(text.replace("é", "")), with_]);
    expect(await kindOf(await signed(Buffer.from(text)))).toBe("valid");
    const split = text.indexOf("é");
    const put = (inside: number[]) =>
      Buffer.concat([
        Buffer.from(text.slice(0, split)),
        Buffer.from(inside),
        Buffer.from(text.slice(split + 1)),
      ]);
    const refused = [
      put([0xff]),
      put([0xc0, 0xaf]),
      put([0xed, 0xa0, 0x80]),
      Buffer.from(`\ufeff${text}`),
      Buffer.from(` ${text}`),
      bytes(Buffer.from(" ")),
      Buffer.from(text.replace('"sub"', '"sub":"x","sub"')),
      Buffer.from(text.replace('"ann"', '"\\u0061nn"')),
      Buffer.from(text.replace(/"iat":(\d+)/, '"iat":$1.0')),
    ];
    for (const payload of refused) expect(await kindOf(await signed(payload))).toBe("invalid");
  });

  test("COG-TOK-16 an ARN of another region or account is not this pool's", async () => {
    const { access } = await keys.forPool(POOL.id);
    const text = await token(access, claims());
    const elsewhere = [
      POOL.arn.replace("eu-west-1:", "us-east-1:"),
      POOL.arn.replace(/:\d{12}:/, ":999999999999:"),
      `${POOL.arn}/${POOL.id}`,
    ];
    for (const arn of elsewhere) expect(await kindOf(text, [arn])).toBe("invalid");
    expect(await kindOf(text)).toBe("valid");
    for (const arn of elsewhere) expect(await kindOf(text, [arn])).toBe("invalid");
    expect(await kindOf(text, [...elsewhere, POOL.arn])).toBe("valid");
  });

  test("COG-TOK remembered tokens are bounded", async () => {
    const { access } = await keys.forPool(POOL.id);
    const small = createTokenVerifier({ keys, pools: poolsOf(POOL), endpoints, clock, cacheSize: 2 });
    const texts = await Promise.all([1, 2, 3, 4].map((jti) => token(access, claims({ jti }))));

    for (const text of texts)
      expect((await small.verify(text, { userPoolArns: [POOL.arn] })).kind).toBe("valid");
    for (const text of texts)
      expect((await small.verify(text, { userPoolArns: [POOL.arn] })).kind).toBe("valid");
  });

  test("COG-TOK a pool that goes while its keys are made leaves none behind", async () => {
    const making = keys.forPool("eu-west-1_Hasty0000");
    keys.remove("eu-west-1_Hasty0000");
    await making;

    const rows = database.prepare("SELECT * FROM cognito_signing_keys WHERE pool_id = ?");
    expect(rows.all("eu-west-1_Hasty0000")).toEqual([]);
    expect(keys.loaded("eu-west-1_Hasty0000")).toBeUndefined();
  });

  test("COG-TOK keys survive a restart and are two of 44 characters", async () => {
    const before = await keys.keySet(POOL.id);
    const after = await createSigningKeys({ database, masterKey }).keySet(POOL.id);

    expect(after).toEqual(before);
    expect(before.keys).toHaveLength(2);
    for (const key of before.keys) {
      expect(key).toMatchObject({ alg: "RS256", e: "AQAB", kty: "RSA", use: "sig" });
      expect(key["kid"]).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    }
  });
});
