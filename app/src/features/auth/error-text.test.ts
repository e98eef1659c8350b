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
    ["A network error has occurred.", /cannot be reached/],
    ["Password attempts exceeded", /Wait a few minutes/],
  ])("%s", (error, text) => {
    expect(errorText(error)).toMatch(text);
  });

  test("a text that nobody knows is shown as it came", () => {
    expect(errorText("Something new.")).toBe("Something new.");
  });

  test("no error has no text", () => {
    expect([errorText(undefined), errorText("")]).toEqual([undefined, undefined]);
  });
});
