import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetObjectCommand, HeadObjectCommand, ListObjectVersionsCommand } from "@aws-sdk/client-s3";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { type SignedIn, signInOverSrp } from "../support/srp.ts";
import { claimsOf, withAlgNone, withBrokenSignature, withClaims } from "../support/tokens.ts";

const facts = inject("product");
const home = homeOf(facts);
const { cognito, s3 } = clientsFor(facts);
const PAINTER = { email: "painter@example.com", password: "P4inter-pass!" };
const STACKS = join(import.meta.dirname, "..", "..", "stacks");
const PNG = readFileSync(join(STACKS, "demo", "admin.png"));
const JPEG = readFileSync(join(STACKS, "api", "fixtures", "progressive-with-place.jpg"));
const USERS_PNG = readFileSync(join(STACKS, "demo", "user.png"));

let painter: SignedIn;
let user: SignedIn;

/** A person of their own: the pictures of the demo people are read by other suites. */
beforeAll(async () => {
  const person = { UserPoolId: home.userPoolId, Username: PAINTER.email };
  await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: "SUPPRESS" }));
  await cognito.send(
    new AdminSetUserPasswordCommand({ ...person, Password: PAINTER.password, Permanent: true }),
  );
  [painter, user] = await Promise.all([
    signInOverSrp(facts, home, PAINTER),
    signInOverSrp(facts, home, home.user),
  ]);
});

async function call(method: "GET" | "PUT" | "DELETE", token: string | undefined, init: RequestInit = {}) {
  const reply = await fetch(`${home.apiUrl}/profile-image`, {
    method,
    ...init,
    headers: { ...init.headers, ...(token === undefined ? {} : { Authorization: token }) },
  });
  return {
    status: reply.status,
    body: await reply.json(),
    cache: reply.headers.get("cache-control"),
    origin: reply.headers.get("access-control-allow-origin"),
  };
}

const JSON_TYPE = { "Content-Type": "application/json" };
const put = (token: string | undefined, body: unknown, headers: Record<string, string> = JSON_TYPE) =>
  call("PUT", token, { headers, body: typeof body === "string" ? body : JSON.stringify(body) });
const remove = (token: string | undefined) => call("DELETE", token);
const base64 = (bytes: Buffer | string) => Buffer.from(bytes).toString("base64");

/** What the person sees of their own picture: its bytes, or that there is none. */
async function seenBy({ access }: SignedIn): Promise<Buffer | number> {
  const { status, body } = await call("GET", access);
  return status === 200 ? Buffer.from(body.image, "base64") : status;
}

const subOf = ({ access }: SignedIn) => String(claimsOf(access)["sub"]);
const objectOf = (person: SignedIn) => ({ Bucket: home.bucket, Key: subOf(person) });

const REFUSED: [string, () => string | undefined][] = [
  ["no token", () => undefined],
  ["an ID token", () => painter.id],
  ["a refresh token", () => painter.refresh],
  ["another person's sub written into the token", () => withClaims(user.access, { sub: subOf(painter) })],
  ["alg none", () => withAlgNone(painter.access)],
  ["a broken signature", () => withBrokenSignature(painter.access)],
];

describe("PUT /profile-image", () => {
  test.each([
    ["a PNG", PNG, "image/png"],
    ["a JPEG in its place", JPEG, "image/jpeg"],
  ])("stores %s byte for byte with its type, for the caller and nobody else", async (_name, bytes, type) => {
    expect(await put(painter.access, { image: base64(bytes) })).toEqual({
      status: 200,
      body: { stored: true },
      cache: "no-store",
      origin: "http://localhost:3000",
    });
    expect(await seenBy(painter)).toEqual(bytes);
    expect((await s3.send(new HeadObjectCommand(objectOf(painter)))).ContentType).toBe(type);
    expect(await seenBy(user)).toEqual(USERS_PNG);
  });

  test("the picture before is kept as a version of the object", async () => {
    await put(painter.access, { image: base64(PNG) });
    await put(painter.access, { image: base64(JPEG) });
    const { Versions = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: home.bucket, Prefix: subOf(painter) }),
    );
    const [latest, before] = await Promise.all(
      Versions.slice(0, 2).map(async ({ VersionId }) => {
        const { Body } = await s3.send(new GetObjectCommand({ ...objectOf(painter), VersionId }));
        return Buffer.from((await Body?.transformToByteArray()) ?? []);
      }),
    );
    expect([latest, before]).toEqual([JPEG, PNG]);
  });

  test.each(REFUSED)("refuses %s, and the picture stays", async (_name, token) => {
    const before = await seenBy(painter);
    expect(await put(token(), { image: base64(PNG) })).toMatchObject({
      status: 401,
      body: { message: "Unauthorized" },
    });
    expect(await seenBy(painter)).toEqual(before);
  });

  const SHAPE = expect.stringContaining('{"image": "<base64>"} for a picture.');
  const NO_BASE64 = "The image must be whole base64: no blanks, no line breaks, padded.";
  const NO_PICTURE = "The picture must be a PNG or a JPEG file.";
  const DAMAGED_PNG = "The PNG file is damaged, cut off, or goes on after its end.";
  const DAMAGED_JPEG = "The JPEG file is damaged, cut off, or goes on after its end.";
  const spaced = base64(PNG).replace(/(.{76})/g, "$1 ");
  const wrapped = base64(PNG).replace(/(.{76})/g, "$1\r\n");

  test.each<[string, unknown, unknown]>([
    ["no body", "", SHAPE],
    ["half a body", '{"image":"', SHAPE],
    ["a list", [base64(PNG)], SHAPE],
    ["no image", {}, SHAPE],
    ["a number", { image: 1 }, SHAPE],
    ["null", { image: null }, SHAPE],
    ["an object", { image: { base64: base64(PNG) } }, SHAPE],
    ["an empty image", { image: "" }, "The image is empty."],
    ["a sub beside the image", { image: base64(PNG), sub: "x" }, 'Unknown member "sub".'],
    ["a key beside the image", { image: base64(PNG), key: "../x" }, 'Unknown member "key".'],
    ["base64 that is cut off", { image: base64(PNG).slice(0, -1) }, NO_BASE64],
    ["base64 with blanks", { image: spaced }, NO_BASE64],
    ["base64 with line breaks", { image: wrapped }, NO_BASE64],
    ["a data URL", { image: `data:image/png;base64,${base64(PNG)}` }, NO_BASE64],
    ["SVG", { image: base64('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') }, NO_PICTURE],
    ["HTML", { image: base64("<!doctype html><script>alert(1)</script>") }, NO_PICTURE],
    ["GIF", { image: base64(Buffer.from("GIF89a\x01\x00\x01\x00\x00\x00\x00;", "latin1")) }, NO_PICTURE],
    ["a script in front of a PNG", { image: base64(Buffer.concat([Buffer.from("<b>"), PNG])) }, NO_PICTURE],
    ["a PNG with HTML behind it", { image: base64(Buffer.concat([PNG, Buffer.from("<b>")])) }, DAMAGED_PNG],
    [
      "a JPEG with an archive behind it",
      { image: base64(Buffer.concat([JPEG, Buffer.from("PK")])) },
      DAMAGED_JPEG,
    ],
    ["half a JPEG", { image: base64(JPEG.subarray(0, 700)) }, DAMAGED_JPEG],
  ])("refuses %s with 400 and says why; the picture stays", async (_name, body, message) => {
    expect(await put(painter.access, body)).toMatchObject({
      status: 400,
      body: { message },
      origin: "http://localhost:3000",
    });
    expect(await seenBy(painter)).toEqual(JPEG);
  });

  test("another person named by the body keeps their picture", async () => {
    for (const name of ["sub", "key", "username", "Key"]) {
      const reply = await put(painter.access, { image: base64(PNG), [name]: subOf(user) });
      expect(reply).toMatchObject({ status: 400, body: { message: `Unknown member "${name}".` } });
    }
    expect(await seenBy(user)).toEqual(USERS_PNG);
  });

  test("a body of another type reaches the function, which refuses it by itself", async () => {
    const plain = { "Content-Type": "text/plain" };
    expect(await put(painter.access, "picture", plain)).toMatchObject({
      status: 400,
      body: { message: "The body must be JSON." },
    });
    expect(await put(painter.access, { image: 1 }, plain)).toMatchObject({
      status: 400,
      body: { message: "The image must be base64 text." },
    });
  });

  test("a picture that is too large is 413, whoever finds it", async () => {
    const large = Buffer.alloc(1_000_001);
    PNG.copy(large);
    expect(await put(painter.access, { image: base64(large) })).toMatchObject({
      status: 413,
      body: { message: "The picture is larger than 1000000 bytes." },
      origin: "http://localhost:3000",
    });
    // What Lambda takes ends at 6 MB: API Gateway refuses it before a function runs.
    expect(await put(painter.access, { image: "A".repeat(7_000_000) })).toMatchObject({
      status: 413,
      body: { message: "Request Too Long" },
    });
    expect(await seenBy(painter)).toEqual(JPEG);
  });
});

describe("DELETE /profile-image", () => {
  test.each(REFUSED)("refuses %s, and the picture stays", async (_name, token) => {
    expect(await remove(token())).toMatchObject({ status: 401, body: { message: "Unauthorized" } });
    expect(await seenBy(painter)).toEqual(JPEG);
  });

  test("removes the caller's picture and nobody else's, whoever the request names", async () => {
    const named = JSON.stringify({ sub: subOf(user), key: subOf(user) });
    expect(await call("DELETE", painter.access, { headers: JSON_TYPE, body: named })).toEqual({
      status: 200,
      body: { removed: true },
      cache: "no-store",
      origin: "http://localhost:3000",
    });
    expect(await seenBy(painter)).toBe(404);
    expect(await seenBy(user)).toEqual(USERS_PNG);
  });

  test("a second time is no failure; the versions before are kept, and a new picture can be stored", async () => {
    expect(await remove(painter.access)).toMatchObject({ status: 200, body: { removed: true } });
    const { Versions = [], DeleteMarkers = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket: home.bucket, Prefix: subOf(painter) }),
    );
    expect(Versions.length).toBeGreaterThanOrEqual(2);
    expect(DeleteMarkers.some(({ IsLatest }) => IsLatest)).toBe(true);
    expect(await put(painter.access, { image: base64(PNG) })).toMatchObject({ status: 200 });
    expect(await seenBy(painter)).toEqual(PNG);
  });
});

describe("CORS of /profile-image", () => {
  test.each(["PUT", "DELETE"])("the preflight of %s is answered without a token", async (method) => {
    const reply = await fetch(`${home.apiUrl}/profile-image`, {
      method: "OPTIONS",
      headers: {
        Origin: "http://localhost:3000",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization,content-type",
      },
    });
    expect(reply.status).toBe(200);
    expect(reply.headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
    expect(reply.headers.get("access-control-allow-methods")?.split(",")).toContain(method);
  });

  test.each(["POST", "PATCH"])("%s is not there", async (method) => {
    const reply = await fetch(`${home.apiUrl}/profile-image`, { method });
    expect([reply.status, await reply.json()]).toEqual([403, { message: "Missing Authentication Token" }]);
  });
});
