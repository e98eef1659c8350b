import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { cleanEnvironment, startProduct } from "../support/product.ts";
import { CTRL_C, CTRL_D, ENTER, inTerminal, inTurn } from "../support/terminal.ts";

const facts = inject("product");
const python = inject("python");
const ROOT = join(import.meta.dirname, "..", "..");
const { user, userPoolId } = homeOf(facts);

function portcullis(words: readonly string[], typed: readonly string[], stateDir = facts.stateDir) {
  const program = join("bin" in python ? python.bin : "", "python");
  const command = [process.execPath, join(ROOT, "cloud", "bin", "portcullis.js"), ...words];
  return inTerminal(program, [...command, "--state", stateDir], {
    folder: ROOT,
    environment: cleanEnvironment(),
    ...inTurn(typed),
  });
}

describe.skipIf("missing" in python)("in a terminal", () => {
  const asked = { email: "asked@example.com", password: "Asked-at-the-terminal-1" };
  beforeAll(async () => {
    const { cognito } = clientsFor(facts);
    const person = { UserPoolId: userPoolId, Username: asked.email };
    await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: "SUPPRESS" }));
    await cognito.send(
      new AdminSetUserPasswordCommand({ ...person, Password: asked.password, Permanent: true }),
    );
  });

  test("token does not ask for a password that the first start made", async () => {
    const { code, out, asked: questions } = await portcullis(["token", user.email, "--raw", "access"], []);
    expect([code, questions]).toEqual([0, []]);
    expect(out).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  test("token asks for the password and does not show it", async () => {
    const {
      code,
      out,
      asked: questions,
    } = await portcullis(["token", asked.email, "--raw", "access"], [`${asked.password}${ENTER}`]);
    expect([code, questions]).toEqual([0, [`Password of ${asked.email}:`]]);
    expect(out).toMatch(/^Password of \S+: \n[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(out).not.toContain(asked.password);
  });

  test.each([CTRL_C, CTRL_D])("token ends at %j without a token", async (end) => {
    const { code, out } = await portcullis(["token", asked.email], [end]);
    expect([code, out]).toEqual([1, `Password of ${asked.email}: \nSigning in was cancelled.\n`]);
  });

  test("user remove keeps a person until somebody says yes", async () => {
    const { cognito } = clientsFor(facts);
    const person = { UserPoolId: userPoolId, Username: "leaving@example.com" };
    await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: "SUPPRESS" }));
    const remove = ["user", "remove", person.Username];
    for (const no of [`yesterday${ENTER}`, `no${ENTER}`, ENTER, CTRL_C, CTRL_D]) {
      const kept = await portcullis(remove, [no]);
      expect([kept.code, kept.out]).toEqual([1, expect.stringMatching(/\nNothing was changed\.\n$/)]);
    }
    await cognito.send(new AdminGetUserCommand(person));
    expect((await portcullis(remove, [`Y${ENTER}`])).code).toBe(0);
    expect((await refusalOf(cognito.send(new AdminGetUserCommand(person)))).name).toBe(
      "UserNotFoundException",
    );
  });

  test("reset keeps the state until somebody says yes", async () => {
    const stateDir = mkdtempSync(join(tmpdir(), "portcullis-state-"));
    await (await startProduct({ folders: [], stateDir })).stop();
    for (const no of [`n${ENTER}`, ENTER, CTRL_C, CTRL_D]) {
      expect((await portcullis(["reset"], [no], stateDir)).code).toBe(1);
      expect(existsSync(join(stateDir, "cloud.db"))).toBe(true);
    }
    const { code } = await portcullis(["reset"], [`yes${ENTER}`], stateDir);
    expect([code, existsSync(stateDir)]).toEqual([0, false]);
  });
});
