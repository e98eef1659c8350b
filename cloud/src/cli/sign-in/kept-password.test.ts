import { expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import type { Tokens } from "../../runtime/client/sign-in/sign-in.ts";
import { signInWithKept } from "./kept-password.ts";

const TOKENS: Tokens = { AccessToken: "a", IdToken: "i", RefreshToken: "r", ExpiresIn: 3600 };

function pool(right: string, refusal = "Incorrect username or password.") {
  const said: string[] = [];
  const tried: string[] = [];
  return {
    said,
    tried,
    ways: {
      attempt: async (password: () => Promise<string>) => {
        const given = await password();
        tried.push(given);
        if (given === right) return TOKENS;
        throw new AwsError("NotAuthorizedException", refusal);
      },
      ask: async () => "typed",
      hint: (line: string) => said.push(line),
    },
  };
}

test.each([
  ["the password of the first start is not asked for", "kept", "kept", ["kept"], 0],
  ["a person whom no start made is asked", undefined, "typed", ["typed"], 0],
  ["one that was changed is asked for, and it is said why", "kept", "typed", ["kept", "typed"], 1],
])("%s", async (_title, kept, right, tried, hints) => {
  const { ways, ...seen } = pool(right);

  expect(await signInWithKept(kept, ways)).toBe(TOKENS);

  expect([seen.tried, seen.said.length]).toEqual([tried, hints]);
});

test("who is kept out is not asked for another password", async () => {
  const { ways, tried } = pool("none", "User is disabled.");

  await expect(signInWithKept("kept", ways)).rejects.toThrow("User is disabled.");

  expect(tried).toEqual(["kept"]);
});
