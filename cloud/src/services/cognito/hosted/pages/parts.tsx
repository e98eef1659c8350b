import type { Child } from "hono/jsx";
import type { PasswordPolicy } from "../../domain/pools/pool.ts";
import { AlertIcon, DoneIcon } from "./layout.tsx";

const ERROR_ID = "form-error";

/** What went wrong; read out as soon as it is on the page, and named by the field it is about. */
export const ErrorMessage = ({ text }: { readonly text: string | undefined }) =>
  text === undefined ? null : (
    <div class="message error" role="alert" id={ERROR_ID}>
      <AlertIcon />
      <p>{text}</p>
    </div>
  );

export const NoticeMessage = ({ text }: { readonly text: string | undefined }) =>
  text === undefined ? null : (
    <div class="message" role="status">
      <DoneIcon />
      <p>{text}</p>
    </div>
  );

export const Csrf = ({ token }: { readonly token: string }) => (
  <input type="hidden" name="_csrf" value={token} />
);

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly type?: string;
  readonly value?: string;
  readonly autocomplete: string;
  readonly invalid: boolean;
  readonly autofocus?: boolean;
}

export const TextField = (field: FieldProps) => (
  <div class="field">
    <label for={field.name}>{field.label}</label>
    <input
      id={field.name}
      name={field.name}
      type={field.type ?? "text"}
      value={field.value ?? ""}
      autocomplete={field.autocomplete}
      autocapitalize="none"
      autocorrect="off"
      spellcheck={false}
      required
      autofocus={field.autofocus === true}
      {...invalidity(field.invalid)}
    />
  </div>
);

interface PasswordFieldProps {
  readonly label: string;
  readonly autocomplete: "current-password" | "new-password";
  readonly invalid: boolean;
  readonly autofocus?: boolean;
  readonly describedBy?: string;
  readonly children?: Child;
}

/** A password with a button that shows it; the button is there once the script runs. */
export const PasswordField = (field: PasswordFieldProps) => (
  <div class="field">
    <label for="password">{field.label}</label>
    <div class="reveal" data-reveal>
      <input
        id="password"
        name="password"
        type="password"
        autocomplete={field.autocomplete}
        maxlength={256}
        required
        autofocus={field.autofocus === true}
        {...invalidity(field.invalid, field.describedBy)}
      />
      <button type="button" hidden aria-controls="password">
        Show<span class="visually-hidden"> password</span>
      </button>
    </div>
    {field.children}
  </div>
);

interface CodeFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly invalid: boolean;
  readonly autofocus?: boolean;
}

export const CodeField = ({ label, hint, invalid, autofocus }: CodeFieldProps) => (
  <div class="field">
    <label for="code">{label}</label>
    <input
      class="code"
      id="code"
      name="code"
      type="text"
      inputmode="numeric"
      pattern="[0-9\s\-]*"
      maxlength={12}
      autocomplete="one-time-code"
      required
      autofocus={autofocus === true}
      {...invalidity(invalid, "code-hint")}
    />
    <p class="hint" id="code-hint">
      {hint}
    </p>
  </div>
);

function invalidity(invalid: boolean, describedBy?: string): Record<string, string> {
  const descriptions = [invalid ? ERROR_ID : undefined, describedBy].filter((id) => id !== undefined);
  return {
    ...(invalid ? { "aria-invalid": "true" } : {}),
    ...(descriptions.length > 0 ? { "aria-describedby": descriptions.join(" ") } : {}),
  };
}

/** Tells password managers whose password is chosen. */
export const AccountField = ({ account }: { readonly account: string }) => (
  <input type="text" name="username" value={account} autocomplete="username" hidden readonly />
);

export const PASSWORD_RULES_ID = "password-rules";

/** The pool's policy; the script marks what the typed password meets already. */
export const PasswordRules = ({ policy }: { readonly policy: PasswordPolicy }) => (
  <ul class="rules" id={PASSWORD_RULES_ID} data-rules-for="password">
    <li data-rule="length" data-least={String(policy.minimumLength)}>
      At least {policy.minimumLength} characters
    </li>
    {policy.requireLowercase && <li data-rule="lowercase">A lower-case letter</li>}
    {policy.requireUppercase && <li data-rule="uppercase">An upper-case letter</li>}
    {policy.requireNumbers && <li data-rule="number">A number</li>}
    {policy.requireSymbols && <li data-rule="symbol">A symbol, such as ! # or %</li>}
  </ul>
);

export const SubmitButton = ({ children, name }: { readonly children: Child; readonly name?: string }) => (
  <button class="primary" type="submit" {...(name === undefined ? {} : { name })}>
    {children}
  </button>
);
