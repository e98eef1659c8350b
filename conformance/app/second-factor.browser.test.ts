import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "vitest";
import { assertAccessible, signInToApp } from "../support/app-page.ts";
import { runCli } from "../support/cli.ts";
import { homeWithApp } from "../support/home-with-app.ts";
import { codeFor } from "../support/mailbox.ts";
import { Authenticator } from "../support/mfa-pool.ts";
import { listenTo } from "../support/mqtt.ts";
import { secretIn } from "../support/qr.ts";

/** A home in which everybody needs an authenticator app. */
const product = homeWithApp("--parameter", "MfaMode=required");

describe("a second factor in the app (C9, M2)", () => {
  test("invitation, own password, QR code off the screen, gate opened; then a code at the next sign-in, and the profile says so", async () => {
    const { facts, home, cognito } = product;
    const person = { email: "grandma@example.com", password: "Own-Password-1!" };
    const invited = { UserPoolId: home.userPoolId, Username: person.email };
    await cognito.send(new AdminCreateUserCommand(invited));
    await cognito.send(new AdminAddUserToGroupCommand({ ...invited, GroupName: "Admins" }));
    const gate = await listenTo(facts, "controlGate");

    const first = await product.open({ bypassCSP: true });
    const { page } = first;
    await signInToApp(page, { email: person.email, password: await codeFor(facts, person.email) });
    await page.getByLabel("New password", { exact: true }).fill(person.password);
    await page.getByLabel("Repeat new password", { exact: true }).fill(person.password);
    await assertAccessible(page);
    await page.getByRole("button", { name: "Save and go on" }).click();
    const picture = await page.getByRole("img", { name: /QR code/ }).screenshot();
    const secret = secretIn(picture);
    expect((await page.getByTestId("totp-key").innerText()).replaceAll(" ", "")).toBe(secret);
    await assertAccessible(page);
    const authenticator = new Authenticator(secret);
    const code = page.getByLabel("Code the app shows");
    await code.fill("000000");
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByRole("alert").getByText("newest code").waitFor();
    await code.fill(authenticator.next());
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.getByRole("button", { name: "Open gate" }).click();
    await page.getByRole("button", { name: "Yes, open" }).click();
    expect(JSON.parse((await gate.next()).payload)).toEqual({ message: "open" });
    await gate.close();
    await first.close();

    const second = await product.open({ bypassCSP: true });
    const complaints: string[] = [];
    second.page.on("response", (reply) => {
      const target = reply.request().headers()["x-amz-target"];
      if (target !== undefined && reply.status() >= 400) complaints.push(target);
    });
    await signInToApp(second.page, person);
    const next = second.page.getByLabel("Code", { exact: true });
    await next.fill(authenticator.stale());
    await assertAccessible(second.page);
    await second.page.getByRole("button", { name: "Sign in" }).click();
    await second.page.getByRole("alert").getByText("newest code").waitFor();
    complaints.length = 0;
    await next.fill(authenticator.next());
    await next.press("Enter");
    await second.page.getByRole("button", { name: "Open gate" }).waitFor();
    await second.page.getByRole("link", { name: "Your profile" }).click();
    await second.page.getByText("On: signing in takes your password and a code").waitFor();
    await second.page.getByText("It cannot be changed here.").waitFor();
    expect(complaints).toEqual([]);
    await second.close();

    // The phone is lost. AWS would take the request and go on asking for codes, so the command says what helps.
    const lost = await runCli(["user", "reset-mfa", person.email, "--state", facts.stateDir]);
    expect([lost.code, lost.out]).toEqual([1, ""]);
    expect(lost.err).toMatch(
      /requires a second factor[\s\S]*Try: npx portcullis user remove grandma@example\.com .*&& /,
    );
    await runCli(["user", "remove", person.email, "--yes", "--state", facts.stateDir]);
    await runCli(["user", "add", person.email, "--state", facts.stateDir]);
    const third = await product.open();
    await signInToApp(third.page, { ...person, password: await codeFor(facts, person.email) });
    await third.page.getByLabel("New password", { exact: true }).fill(person.password);
    await third.page.getByLabel("Repeat new password", { exact: true }).fill(person.password);
    await third.page.getByRole("button", { name: "Save and go on" }).click();
    expect(secretIn(await third.page.getByRole("img", { name: /QR code/ }).screenshot())).not.toBe(secret);
    await third.close();
  });
});
