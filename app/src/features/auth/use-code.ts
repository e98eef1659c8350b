import { useRef, useState } from "react";
import type { TextInput } from "react-native";
import { CODE_FORM } from "./code-field";

/** The state of a form that is a code and a button; what is no code leads back to the field. */
export function useCode(busy: boolean, send: (code: string) => void) {
  const [code, setCode] = useState("");
  const [judged, setJudged] = useState(false);
  const ref = useRef<TextInput>(null);
  const submit = () => {
    setJudged(true);
    if (!CODE_FORM.test(code)) return ref.current?.focus();
    if (busy) return;
    send(code);
    setCode("");
    setJudged(false);
  };
  return { submit, field: { ref, value: code, onChange: setCode, judged, onSubmit: submit } };
}
