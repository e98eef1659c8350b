import { type Ref, useRef, useState } from "react";
import type { TextInput } from "react-native";
import { Field } from "../../ui/field";

const SHORTEST = 8;

export interface NewPassword {
  readonly first: string;
  readonly second: string;
}

export const NO_PASSWORD: NewPassword = { first: "", second: "" };

/** What is wrong with it before the pool is asked; the pool's own policy decides. */
function flawsOf({ first, second }: NewPassword): { first?: string; second?: string } {
  if (first.length < SHORTEST) return { first: `Use at least ${SHORTEST} characters.` };
  return first === second ? {} : { second: "The two passwords differ." };
}

export function isSound(password: NewPassword): boolean {
  return Object.keys(flawsOf(password)).length === 0;
}

interface NewPasswordFieldsProps {
  readonly value: NewPassword;
  readonly onChange: (value: NewPassword) => void;
  /** Say what is wrong: after the first try to submit. */
  readonly judged: boolean;
  readonly onSubmit: () => void;
  readonly firstRef?: Ref<TextInput>;
}

/** A new password, twice. */
export function NewPasswordFields({ value, onChange, judged, onSubmit, firstRef }: NewPasswordFieldsProps) {
  const again = useRef<TextInput>(null);
  const [seen, setSeen] = useState(false);
  const flaws = judged ? flawsOf(value) : {};
  return (
    <>
      <Field
        {...(firstRef === undefined ? {} : { ref: firstRef })}
        label="New password"
        hint={seen ? undefined : `At least ${SHORTEST} characters; a few words in a row are easy to keep.`}
        error={flaws.first}
        value={value.first}
        onChangeText={(first) => onChange({ ...value, first })}
        onEndEditing={() => setSeen(true)}
        secret={true}
        autoComplete="new-password"
        textContentType="newPassword"
        submitBehavior="submit"
        onSubmitEditing={() => again.current?.focus()}
      />
      <Field
        ref={again}
        label="Repeat new password"
        error={flaws.second}
        value={value.second}
        onChangeText={(second) => onChange({ ...value, second })}
        secret={true}
        autoComplete="new-password"
        textContentType="newPassword"
        onSubmitEditing={onSubmit}
      />
    </>
  );
}
