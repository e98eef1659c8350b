/** What a template gets so that an address counts when it is proved. */
export const PROVED_FIRST =
  "+ UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: [email] }";

/** What a template gets so that a name means the same in capital letters. */
export const ANY_CASE = `+ UsernameConfiguration: { CaseSensitive: false }
(only when a pool is made: no update takes it. One that is there, with its people, gives way to a new one of another logical id)`;

/** What a template, or the project, gets where accounts are opened. */
export const INVITED_ONLY = `+ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true }
or declare it: "access": { "openSignUp": true } in portcullis.json`;
