import type { Ref } from "react";
import type { TextInput } from "react-native";
import { Field } from "../../ui/field";

export const CODE_FORM = /^\d{6}$/;

interface CodeFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
  readonly judged: boolean;
  readonly onSubmit: () => void;
  /** Where the code is the first thing to enter, the keyboard waits for it. */
  readonly autoFocus?: boolean;
  readonly ref?: Ref<TextInput>;
}

/** Six figures; spaces of a pasted code are dropped. */
export function CodeField(props: CodeFieldProps) {
  const { label, value, onChange, judged, onSubmit, autoFocus = false, ref } = props;
  return (
    <Field
      {...(ref === undefined ? {} : { ref })}
      label={label}
      code={true}
      autoFocus={autoFocus}
      value={value}
      onChangeText={(text) => onChange(text.replace(/\D/g, ""))}
      error={judged && !CODE_FORM.test(value) ? "Enter the six figures." : undefined}
      onSubmitEditing={onSubmit}
    />
  );
}
