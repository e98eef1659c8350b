import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { afterAll, describe, expect, test } from "vitest";
import { createSrpArithmetic } from "./arithmetic.ts";
import {
  claimSignature,
  isMultipleOfN,
  memberOfGroup,
  pad,
  parseClientPublic,
  privateExponent,
  scrambler,
  serverPublicValue,
  sessionKey,
  toHex,
} from "./protocol.ts";
import { vector } from "./testing/vector.ts";

const arithmetic = createSrpArithmetic({ size: 1 });
afterAll(() => arithmetic.close());

const require = createRequire(import.meta.url);
const N_HEX = createN();

function createN(): string {
  const { getDiffieHellman } = require("node:crypto") as typeof import("node:crypto");
  return getDiffieHellman("modp15").getPrime("hex");
}

describe("COG-SRP SRP-6a in the Cognito dialect", () => {
  test("COG-SRP the published vector comes out, number by number", async () => {
    const { identity, salt, password, b, claim } = vector;
    const x = privateExponent(identity, salt, password);
    const verifier = await arithmetic.verifier(x);
    const [power = Buffer.alloc(0)] = await arithmetic.powers([b]);
    const serverPublic = serverPublicValue(verifier, power);
    const clientPublic = parseClientPublic(vector.A) ?? Buffer.alloc(0);
    const u = scrambler(clientPublic, serverPublic) ?? Buffer.alloc(0);
    const secret = (await arithmetic.premasterSecret({ clientPublic, verifier, u, b })) ?? Buffer.alloc(0);
    const key = sessionKey(u, secret);

    expect(toHex(x)).toBe(vector.x);
    expect(toHex(verifier)).toBe(vector.v);
    expect(toHex(serverPublic)).toBe(vector.B);
    expect(u.toString("hex")).toBe(vector.u.padStart(64, "0"));
    expect(toHex(secret)).toBe(vector.S);
    expect(key.toString("hex")).toBe(vector.K);
    expect(claimSignature(key, identity, claim).toString("base64")).toBe(vector.signature);
  });

  test("COG-SRP another password gives another verifier", async () => {
    const x = privateExponent(vector.identity, vector.salt, `${vector.password} `);

    expect(toHex(await arithmetic.verifier(x))).not.toBe(vector.v);
  });

  test("COG-SRP-1 values of A that hide the password are known", () => {
    const n = BigInt(`0x${N_HEX}`);

    for (const hiding of ["0", "00", n.toString(16)]) {
      expect(isMultipleOfN(parseClientPublic(hiding) ?? Buffer.from([1]))).toBe(true);
    }
    for (const refused of [(n + 1n).toString(16), (2n * n).toString(16), "", "xyz", "-1", "f".repeat(5000)]) {
      expect([refused.slice(0, 9), parseClientPublic(refused) === undefined]).toEqual([
        refused.slice(0, 9),
        true,
      ]);
    }
    for (const good of [(n - 1n).toString(16), vector.A]) {
      expect(isMultipleOfN(parseClientPublic(good) ?? Buffer.alloc(1))).toBe(false);
    }
  });

  test("COG-SRP padding is the shortest two's-complement form", () => {
    expect(pad(Buffer.from("7f", "hex")).toString("hex")).toBe("7f");
    expect(pad(Buffer.from("80", "hex")).toString("hex")).toBe("0080");
    expect(pad(Buffer.from("000080", "hex")).toString("hex")).toBe("0080");
    expect(pad(Buffer.from("0000", "hex")).toString("hex")).toBe("00");
  });

  test("COG-SRP a secret that is 0 or 1 is no secret", async () => {
    const secret = await arithmetic.premasterSecret({
      clientPublic: Buffer.from("01", "hex"),
      verifier: Buffer.from("01", "hex"),
      u: createHash("sha256").update("u").digest(),
      b: vector.b,
    });

    expect(secret).toBeUndefined();
  });

  test("COG-SRP a simulated verifier is a member of the group", () => {
    const member = memberOfGroup(Buffer.alloc(384, 0xff));

    expect(BigInt(`0x${member.toString("hex")}`) < BigInt(`0x${N_HEX}`)).toBe(true);
  });

  test("COG-SRP closed worker threads start again with the next job", async () => {
    const own = createSrpArithmetic({ size: 2 });
    const x = Buffer.from(vector.x, "hex");
    const jobs = await Promise.all([own.verifier(x), own.verifier(x), own.verifier(x)]);
    await own.close();

    expect(jobs.map(toHex)).toEqual([vector.v, vector.v, vector.v]);
    expect(toHex(await own.verifier(x))).toBe(vector.v);
    await own.close();
  });
});
