import { execFile } from "node:child_process";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { homeOf } from "../support/home.ts";
import { cleanEnvironment } from "../support/product.ts";
import { claimsOf } from "../support/tokens.ts";

const facts = inject("product");
const home = homeOf(facts);
const ROOT = join(import.meta.dirname, "..", "..");

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `npx portcullis …` as a person would type it, against the running product. */
function portcullis(...words: string[]): Promise<Ran> {
  const state = words.includes("--help") || words.length === 0 ? [] : ["--state", facts.stateDir];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(ROOT, "node_modules", ".bin", "portcullis"), ...words, ...state],
      { cwd: ROOT, env: cleanEnvironment() },
      (error, out, err) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err }),
    );
  });
}

describe("portcullis", () => {
  test("--help lists every command", async () => {
    const { code, out } = await portcullis("--help");
    expect(code).toBe(0);
    for (const name of ["up", "stacks", "env", "user", "photo", "token", "mail", "gate", "reset"]) {
      expect(out).toMatch(new RegExp(`^  ${name}\\b`, "m"));
    }
  });

  test.each(["user add", "token", "gate watch", "up"])("%s --help has examples", async (name) => {
    const { out } = await portcullis(...name.split(" "), "--help");
    expect(out).toContain("Examples:\n  $ portcullis ");
  });

  test("an unknown command is an error that says where help is", async () => {
    const { code, err } = await portcullis("fly");
    expect([code, err.includes("--help")]).toEqual([1, true]);
  });

  test("stacks shows status and outputs", async () => {
    const stacks = JSON.parse((await portcullis("stacks", "--json")).out);
    expect(stacks.map(({ name }: { name: string }) => name).sort()).toEqual([
      "homeapp-api",
      "homeapp-cognito",
    ]);
    expect((await portcullis("stacks")).out).toContain("CREATE_COMPLETE");
  });

  test("env gives the shell what AWS tools read", async () => {
    const { out } = await portcullis("env");
    expect(out).toContain(`export AWS_ENDPOINT_URL='${facts.endpoint}'`);
    expect(out).toContain(`export AWS_ACCESS_KEY_ID='${facts.credentials.accessKeyId}'`);
  });

  test("inviting, changing groups, setting a password, signing in and removing a person", async () => {
    const email = "guest@example.com";
    expect((await portcullis("user", "add", email, "--name", "Guest")).code).toBe(0);
    const [invitation] = JSON.parse((await portcullis("mail", "--to", email, "--json")).out);
    expect(invitation.body).toContain(invitation.code);

    const first = await portcullis(
      "token",
      email,
      "--password",
      invitation.code,
      "--new-password",
      "Guest-pass-1",
      "--raw",
      "access",
    );
    expect(claimsOf(first.out.trim())["cognito:groups"]).toBeUndefined();

    expect((await portcullis("user", "groups", email, "--add", "Admins")).out).toContain("Admins");
    const second = await portcullis("token", email, "--password", "Guest-pass-1", "--json");
    expect(claimsOf(JSON.parse(second.out).AccessToken)["cognito:groups"]).toEqual(["Admins"]);

    const wrong = await portcullis("token", email, "--password", "wrong");
    expect([wrong.code, wrong.err]).toEqual([1, "NotAuthorizedException: Incorrect username or password.\n"]);

    const { password } = JSON.parse((await portcullis("user", "password", email, "--json")).out);
    expect((await portcullis("token", email, "--password", password, "--raw", "id")).code).toBe(0);

    expect((await portcullis("user", "list")).out).toContain(email);
    expect((await portcullis("user", "remove", email)).code).toBe(1);
    expect((await portcullis("user", "remove", email, "--yes")).code).toBe(0);
    expect((await portcullis("user", "list")).out).not.toContain(email);
  });

  test("photo set takes pictures only", async () => {
    const { code, err } = await portcullis("photo", "set", home.user.email, "package.json");
    expect([code, err]).toEqual([1, "The picture must be a PNG or JPEG file.\n"]);
    const stored = await portcullis("photo", "set", home.user.email, "stacks/demo/user.png");
    expect(stored.code).toBe(0);
  });

  test("reset refuses while the cloud runs", async () => {
    const { code, err } = await portcullis("reset", "--yes");
    expect([code, err.includes("is running")]).toEqual([1, true]);
  });

  test("without a cloud the next command is named", async () => {
    const { code, err } = await new Promise<Ran>((resolve) => {
      execFile(
        process.execPath,
        [join(ROOT, "node_modules", ".bin", "portcullis"), "stacks", "--state", "/nonexistent/state"],
        { cwd: ROOT, env: cleanEnvironment() },
        (error, out, stderr) => resolve({ code: Number(error?.code ?? 0), out, err: stderr }),
      );
    });
    expect([code, err.includes("Try: npm start")]).toEqual([1, true]);
  });
});
