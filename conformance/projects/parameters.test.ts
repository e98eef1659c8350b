import { rmSync } from "node:fs";
import { describe, expect, type onTestFinished, test } from "vitest";
import { homeOf } from "../support/home.ts";
import { type Product, runProduct, startProduct } from "../support/product.ts";
import { signInOverSrp } from "../support/srp.ts";
import { claimsOf } from "../support/tokens.ts";

const FOLDERS = ["stacks/cognito", "stacks/api"];
/** A cloud of the test's own; `finished` takes what is to be done after it. */
async function startWith(finished: typeof onTestFinished, parameter: string): Promise<Product> {
  const product = await startProduct({ folders: FOLDERS, arguments: ["--parameter", parameter] });
  finished(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });
  return product;
}

const scopesOf = (token: string) => String(claimsOf(token)["scope"]).split(" ").toSorted();

describe("parameters of the sign-in stack", { concurrent: true }, () => {
  test("AddGroupsToScopes=false deploys, tokens carry no added scope, and the API refuses them", async ({
    onTestFinished,
  }) => {
    const { facts } = await startWith(onTestFinished, "AddGroupsToScopes=false");
    const home = homeOf(facts);
    const admin = await signInOverSrp(facts, home, home.admin);
    expect(claimsOf(admin.access)).toMatchObject({
      scope: "aws.cognito.signin.user.admin",
      "cognito:groups": ["Admins"],
    });
    const reply = await fetch(`${home.apiUrl}/profile-image`, { headers: { Authorization: admin.access } });
    expect([reply.status, await reply.json()]).toEqual([401, { message: "Unauthorized" }]);
  });

  test("MfaMode=required asks everybody to enrol", async ({ onTestFinished }) => {
    const { facts } = await startWith(onTestFinished, "MfaMode=required");
    const home = homeOf(facts);
    await expect(signInOverSrp(facts, home, home.user)).rejects.toThrow("MFA_SETUP");
  });

  test.for(["MfaMode=off", "SelfServiceMfa=false"])(
    "HOME-10 %s asks nobody, and takes the scope to change one's account from tokens",
    async (parameter, { onTestFinished }) => {
      const { facts } = await startWith(onTestFinished, parameter);
      const home = homeOf(facts);
      const { access } = await signInOverSrp(facts, home, home.user);
      expect(scopesOf(access)).toEqual(["email", "openid", "profile"]);
    },
  );

  test("HOME-10 the scope stays where people set up their own second factor", async ({ onTestFinished }) => {
    const { facts } = await startWith(onTestFinished, "MfaMode=optional");
    const home = homeOf(facts);
    const { access } = await signInOverSrp(facts, home, home.user);
    expect(scopesOf(access)).toEqual(["aws.cognito.signin.user.admin", "email", "openid", "profile"]);
  });

  test.each([
    ["MfaMode=sometimes", 'off, optional, required, not "sometimes"'],
    ["AppName=UPPER CASE", "must be lower-case letters"],
    ["Unknown=1", "No template declares the parameter Unknown."],
    ["nonsense", "--parameter must be Key=Value"],
  ])("%s is refused and says why", async (parameter, words) => {
    const { code, output } = await runProduct({ folders: FOLDERS, arguments: ["--parameter", parameter] });
    expect([code, output.includes(words)], output).toEqual([1, true]);
    expect(output).not.toMatch(/\n\s+at /);
  });
});
