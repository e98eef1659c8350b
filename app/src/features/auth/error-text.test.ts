import { errorText } from "./error-text";

describe("errorText", () => {
  test.each([
    ["Incorrect username or password.", /^That e-mail and password do not belong together/],
    ["Invalid code received for user", /newest code of your authenticator app/],
    ["Code mismatch", /newest code/],
    ["Invalid verification code provided, please try again.", /not the one we sent/],
    [
      "Password did not conform with policy: Password not long enough",
      "The password does not fit: Password not long enough",
    ],
    ["Password did not conform with policy: $& $1 $$", /does not fit: \$& \$1 \$\$\.$/],
    ["Unexpected token '<', \"<html>\" is not valid JSON", /makes no sense/],
    ["Failed to execute 'json' on 'Response': Unexpected end of JSON input", /makes no sense/],
    ["An unknown error has occurred.", /makes no sense/],
    [
      "Cannot reset password for the user as there is no registered/verified email or phone_number",
      /no verified address/,
    ],
    ["A network error has occurred.", /cannot be reached/],
    ["Password attempts exceeded", /Wait a few minutes/],
  ])("%s", (error, text) => {
    expect(errorText(error)).toMatch(text);
  });

  test("a text that nobody knows is shown as it came", () => {
    expect(errorText("Something new.")).toBe("Something new.");
  });

  test("an endless text is cut", () => {
    expect(errorText("x".repeat(100_000))).toHaveLength(200);
  });

  test("no error has no text", () => {
    expect([errorText(undefined), errorText("")]).toEqual([undefined, undefined]);
  });
});
