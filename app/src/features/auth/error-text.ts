/** Of what others wrote. */
const LONGEST = 200;

/**
 * What to do about a refusal of the user pool, in words for its reader. The Authenticator hands over the
 * pool's own text; a text that nobody here knows is shown as it came.
 */
const KNOWN: readonly (readonly [RegExp, string])[] = [
  [
    /^Incorrect username or password/,
    "That e-mail and password do not belong together. Check both and try again.",
  ],
  [/^Password attempts exceeded/, "Too many wrong passwords. Wait a few minutes, then try again."],
  [/^Temporary password has expired/, "The temporary password is no longer valid. Ask for a new invitation."],
  [/^User is disabled/, "This account is switched off. Ask the person who invited you."],
  [
    /^(Invalid code received for user|Code mismatch|Invalid code or auth state)/,
    "That code is not the one shown now. Enter the newest code of your authenticator app.",
  ],
  [/^Your software token has already been used once/, "That code has been used. Wait for the next one."],
  [/^Invalid verification code/, "That code is not the one we sent. Check the newest message and try again."],
  [
    /^(Invalid code provided, please request a code again|ExpiredCode)/,
    "That code is no longer valid. Ask for a new one.",
  ],
  [/^Invalid session for the user/, "This took too long. Go back and sign in again."],
  [/^Attempt limit exceeded/, "Too many attempts. Wait a while, then try again."],
  [
    /^(Password did not conform with policy|Password does not conform to policy): (.+)$/,
    "The password does not fit: $2.",
  ],
  [
    /no registered\/verified email or phone_number/,
    "Your account has no verified address to send a code to. Ask the person who invited you.",
  ],
  [
    /is not valid JSON|JSON input|JSON Parse error|error occurred during the sign in process|unknown error/i,
    "The sign-in service gave an answer that makes no sense. Wait a moment, then try again.",
  ],
  [/network/i, "The sign-in service cannot be reached. Check your connection and try again."],
];

export function errorText(error: string | undefined): string | undefined {
  if (error === undefined || error === "") return undefined;
  const row = KNOWN.find(([form]) => form.test(error));
  if (row === undefined) return error.slice(0, LONGEST);
  const [form, words] = row;
  const cause = form.exec(error)?.[2] ?? "";
  return words.replace("$2", () => cause.slice(0, LONGEST));
}
