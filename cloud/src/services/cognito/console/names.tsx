import { ICONS, Mark } from "../../../web/parts/marks.tsx";
import { printable } from "../../../web/parts/printable.ts";
import { attributeOf, type DescribedUser } from "./directory.ts";

type Named = Pick<DescribedUser, "Username" | "Attributes">;

/** What people sign in with, else the user name. */
export function loginOf(user: Named): string {
  return printable(attributeOf(user, "email") ?? attributeOf(user, "phone_number") ?? user.Username);
}

/** The person's own name, else what they sign in with. */
export function nameOf(user: Named): string {
  const name = attributeOf(user, "name") ?? [given(user, "given_name"), given(user, "family_name")].join(" ");
  return name.trim() === "" ? loginOf(user) : printable(name.trim());
}

function given(user: Named, attribute: string): string {
  return attributeOf(user, attribute) ?? "";
}

const LETTERS = /\p{L}|\p{N}/u;

/** Two letters for a face: of first and last name, or the first of an address. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s.@_-]+/u).filter((word) => LETTERS.test(word));
  const chosen = name.includes("@")
    ? words.slice(0, 1)
    : [words[0] ?? "", words.at(-1) ?? ""].slice(0, words.length);
  return (
    chosen
      .map((word) => LETTERS.exec(word)?.[0] ?? "")
      .join("")
      .toUpperCase() || "?"
  );
}

export const Avatar = ({ user, big }: { readonly user: Named; readonly big?: boolean }) => (
  <span class={big === true ? "avatar big" : "avatar"} aria-hidden="true">
    {initialsOf(nameOf(user))}
  </span>
);

const STATUS_WORDS: Readonly<Record<DescribedUser["UserStatus"], string>> = {
  CONFIRMED: "confirmed",
  FORCE_CHANGE_PASSWORD: "invited, first password not changed yet",
  UNCONFIRMED: "signed up, not confirmed",
  RESET_REQUIRED: "has to set a new password",
};

/** What stands between a person and a sign-in, in words. */
export const Status = ({ user }: { readonly user: Pick<DescribedUser, "UserStatus" | "Enabled"> }) => {
  const words = STATUS_WORDS[user.UserStatus] ?? user.UserStatus;
  if (!user.Enabled) {
    return (
      <>
        <Mark verdict="no" /> {`disabled · ${words}`}
      </>
    );
  }
  return (
    <>
      <Mark verdict={user.UserStatus === "CONFIRMED" ? "yes" : "if"} /> {words}
    </>
  );
};

/** In a list only what is not as usual is said. */
export function unusualStatus(user: Pick<DescribedUser, "UserStatus" | "Enabled">): string | undefined {
  if (!user.Enabled) return "disabled";
  return user.UserStatus === "CONFIRMED" ? undefined : (STATUS_WORDS[user.UserStatus] ?? user.UserStatus);
}

export const PEOPLE_ICONS = {
  add: "M12 5v14M5 12h14",
  phone: "M7 2.5h10v19H7zM11 18.5h2",
  back: "M19 12H5M11 6l-6 6 6 6",
  person: ICONS.people,
} as const;
