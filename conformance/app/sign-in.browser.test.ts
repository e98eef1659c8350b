import { AdminCreateUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import { describe, expect, test } from "vitest";
import { signInToApp } from "../support/app-page.ts";
import { homeWithApp } from "../support/home-with-app.ts";
import { codeFor } from "../support/mailbox.ts";

const product = homeWithApp();

describe("the app's sign-in in Chromium (M2)", () => {
  test("HOME-1 the administrator signs in, is shown their own picture, and no other host is asked", async () => {
    const { page, foreign, failures, close } = await product.open();
    await signInToApp(page, product.home.admin);
    await page.getByRole("button", { name: "Open gate" }).waitFor();
    const picture = page.getByRole("img", { name: "Your picture" }).first();
    await picture.waitFor();
    expect(await picture.evaluate((image) => image.querySelector("img")?.src ?? "")).toMatch(
      /^data:image\/png;base64,/,
    );
    expect([foreign, failures]).toEqual([[], []]);
    await close();
  });

  test("a wrong password stays on the page, says so and keeps the address", async () => {
    const { page, close } = await product.open();
    await signInToApp(page, { ...product.home.user, password: "wrong-password" });
    await page.getByRole("alert").getByText("do not belong together").waitFor();
    expect(await page.getByLabel("E-mail").inputValue()).toBe(product.home.user.email);
    await close();
  });

  test("somebody who does not exist is told the same as somebody with a wrong password", async () => {
    const { page, close } = await product.open();
    await signInToApp(page, { email: "nobody@example.com", password: "wrong-password" });
    await page.getByRole("alert").getByText("do not belong together").waitFor();
    await close();
  });

  test("empty fields are named and nothing is sent", async () => {
    const { page, close } = await product.open();
    const calls: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") calls.push(request.url());
    });
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Enter your e-mail address.").waitFor();
    await page.getByText("Enter your password.").waitFor();
    expect(calls).toEqual([]);
    await close();
  });

  test("the keyboard alone is enough: it waits for the address", async () => {
    const { page, close } = await product.open();
    await page.getByLabel("E-mail").and(page.locator(":focus")).waitFor();
    await page.keyboard.type(product.home.user.email);
    await page.keyboard.press("Enter");
    await page.keyboard.type(product.home.user.password);
    await page.keyboard.press("Enter");
    await page.getByText("Opening is for administrators").waitFor();
    await close();
  });

  test("an invited person chooses a password: first a short one, then two that differ, then their own", async () => {
    const email = "invited-to-app@example.com";
    await product.cognito.send(
      new AdminCreateUserCommand({ UserPoolId: product.home.userPoolId, Username: email }),
    );
    const { page, close } = await product.open();
    await signInToApp(page, { email, password: await codeFor(product.facts, email) });
    const first = page.getByLabel("New password", { exact: true });
    const second = page.getByLabel("Repeat new password", { exact: true });
    const save = page.getByRole("button", { name: "Save and go on" });
    await first.fill("short");
    await save.click();
    await page.getByText("Use at least 8 characters.").waitFor();
    await first.fill("Own-Password-1!");
    await second.fill("Own-Password-2!");
    await save.click();
    await page.getByText("The two passwords differ.").waitFor();
    await second.fill("Own-Password-1!");
    await save.click();
    await page.getByText("Opening is for administrators").waitFor();
    await close();

    const again = await product.open();
    await signInToApp(again.page, { email, password: "Own-Password-1!" });
    await again.page.getByText("Opening is for administrators").waitFor();
    await again.close();
  });

  test("a forgotten password: a wrong code is refused, the one from the mailbox is taken", async () => {
    const { email } = await product.invite("forgetful-in-app");
    const { page, close } = await product.open();
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("button", { name: "Forgot your password?" }).click();
    await page.getByRole("button", { name: "Send code" }).waitFor();
    expect(await page.getByLabel("E-mail").inputValue()).toBe(email);
    await page.getByRole("button", { name: "Send code" }).click();
    const code = page.getByLabel("Code from the e-mail");
    await code.waitFor();
    const sent = await codeFor(product.facts, email);
    await code.fill(sent === "000000" ? "000001" : "000000");
    await page.getByLabel("New password", { exact: true }).fill("Other-Pass-2!");
    await page.getByLabel("Repeat new password", { exact: true }).fill("Other-Pass-2!");
    await page.getByRole("button", { name: "Save password" }).click();
    await page.getByRole("alert").getByText("not the one we sent").waitFor();
    await code.fill(sent);
    await code.press("Enter");
    await page.getByText("Your password is changed.").waitFor();
    expect(await page.getByLabel("E-mail").inputValue()).toBe(email);
    await signInToApp(page, { email, password: "Other-Pass-2!" });
    await page.getByText("Opening is for administrators").waitFor();
    await close();
  });
});
