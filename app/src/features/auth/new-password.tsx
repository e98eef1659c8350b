import { type RefObject, useRef, useState } from "react";
import type { TextInput } from "react-native";
import { Field } from "../../ui/field";

const SHORTEST = 8;

interface NewPassword {
  readonly first: string;
  readonly second: string;
}

/** What is wrong with it before the pool is asked; the pool's own policy decides. */
function flawsOf({ first, second }: NewPassword): { first?: string; second?: string } {
  if (first.length < SHORTEST) return { first: `Use at least ${SHORTEST} characters.` };
  return first === second ? {} : { second: "The two passwords differ." };
}

/** The state of the two fields, and whether they hold a password. */
export function useNewPassword() {
  const [value, onChange] = useState<NewPassword>({ first: "", second: "" });
  const [judged, setJudged] = useState(false);
  const firstRef = useRef<TextInput>(null);
  const secondRef = useRef<TextInput>(null);
  const flaws = flawsOf(value);
  return {
    password: value.first,
    isSound: Object.keys(flaws).length === 0,
    /** Says from now on what is wrong. */
    judge: () => setJudged(true),
    /** Leads to the field that is wrong, else to the first one. */
    focus: () => (flaws.second === undefined ? firstRef : secondRef).current?.focus(),
    fields: { value, onChange, flaws: judged ? flaws : {}, firstRef, secondRef },
  };
}

interface NewPasswordFieldsProps {
  readonly value: NewPassword;
  readonly onChange: (value: NewPassword) => void;
  readonly flaws: Partial<NewPassword>;
  readonly firstRef: RefObject<TextInput | null>;
  readonly secondRef: RefObject<TextInput | null>;
  readonly onSubmit: () => void;
}

/** A new password, twice. */
export function NewPasswordFields(props: NewPasswordFieldsProps) {
  const { value, onChange, flaws, firstRef, secondRef, onSubmit } = props;
  const [seen, setSeen] = useState(false);
  return (
    <>
      <Field
        ref={firstRef}
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
        onSubmitEditing={() => secondRef.current?.focus()}
      />
      <Field
        ref={secondRef}
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
