import { useState } from "react";
import { CODE_FORM } from "./code-field";

/** The state of a form that is a code and a button. */
export function useCode(busy: boolean, send: (code: string) => void) {
  const [code, setCode] = useState("");
  const [judged, setJudged] = useState(false);
  const submit = () => {
    setJudged(true);
    if (!CODE_FORM.test(code) || busy) return;
    send(code);
    setCode("");
    setJudged(false);
  };
  return { submit, field: { value: code, onChange: setCode, judged, onSubmit: submit } };
}
