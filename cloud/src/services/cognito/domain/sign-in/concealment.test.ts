import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { systemRandomness } from "../../../../core/randomness.ts";
import { ManualClock } from "../../../../core/testing/manual-clock.ts";
import { openDatabase } from "../../../../store/sqlite.ts";
import { aClient, aPool, aUser } from "../../testing/records.ts";
import { createSoftwareTokens } from "../mfa/software-tokens.ts";
import { createSrpArithmetic, type SrpArithmetic } from "../srp/arithmetic.ts";
import { createCognitoStores } from "../stores.ts";
import { createPasswords } from "../users/sealed-passwords.ts";
import { createSignIn } from "./state-machine.ts";

const real = createSrpArithmetic({ size: 1 });
let jobs: string[] = [];
const arithmetic: SrpArithmetic = {
  verifier: (x) => {
    jobs.push("verifier");
    return real.verifier(x);
  },
  powers: (exponents) => {
    jobs.push("powers");
    return real.powers(exponents);
  },
  premasterSecret: (input) => {
    jobs.push("premasterSecret");
    return real.premasterSecret(input);
  },
  close: () => real.close(),
};
const clock = new ManualClock();
const own = {
  database: openDatabase(":memory:"),
  masterKey: Buffer.alloc(32, 3),
  clock,
  randomness: systemRandomness,
};
const stores = createCognitoStores(own.database, own.masterKey);
const passwords = createPasswords({ ...own, arithmetic });
const signIn = createSignIn({
  ...own,
  ...stores,
  passwords,
  arithmetic,
  softwareTokens: createSoftwareTokens(own),
  triggers: { run: async () => undefined },
  messenger: {
    send: async () => ({ destination: "a***@e***", medium: "EMAIL", attribute: "email" }),
  },
});
const pool = aPool({});
const clientContext = { pool, client: aClient({ preventUserExistenceErrors: "ENABLED" }) };
stores.pools.insert(pool);
stores.users.insert(pool, aUser({ password: await passwords.derive(pool, aUser({}), "Passw0rd!", false) }));

beforeEach(() => {
  jobs = [];
});
afterAll(() => real.close());

describe("users are concealed", () => {
  test("COG-SIN-6 a wrong password and an unknown user cost the same arithmetic", async () => {
    await expect(signIn.withPassword(clientContext, "ann", "wrong")).rejects.toThrow(
      "Incorrect username or password.",
    );
    const known = jobs;
    jobs = [];
    await expect(signIn.withPassword(clientContext, "bob", "wrong")).rejects.toThrow(
      "Incorrect username or password.",
    );

    expect(known).toEqual(["verifier"]);
    expect(jobs).toEqual(known);
  });

  test("COG-SIN-6 so do both steps of SRP", async () => {
    const spent: string[][] = [];
    for (const login of ["ann", "bob"]) {
      jobs = [];
      const { parameters } = await signIn.startSrp(clientContext, login, "2");
      const claim = {
        username: parameters["USER_ID_FOR_SRP"] ?? "",
        secretBlock: parameters["SECRET_BLOCK"] ?? "",
        signature: "AAAA",
        timestamp: "Thu Sep 3 08:05:09 UTC 2026",
      };
      await expect(signIn.answerPasswordVerifier(clientContext, claim)).rejects.toThrow(
        "Incorrect username or password.",
      );
      spent.push(jobs);
    }

    expect(spent).toEqual([
      ["powers", "premasterSecret"],
      ["powers", "premasterSecret"],
    ]);
  });
});
