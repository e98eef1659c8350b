import type { FormEvent } from "react";
import type { FormProps } from "./form";
import { space } from "./tokens";

/** A form of the browser's own, by which password managers know what they see. */
export function Form({ label, children }: FormProps) {
  const stay = (event: FormEvent) => event.preventDefault();
  return (
    <form
      aria-label={label}
      noValidate={true}
      onSubmit={stay}
      style={{ display: "flex", flexDirection: "column", gap: space.m + 4 }}
    >
      {children}
    </form>
  );
}
