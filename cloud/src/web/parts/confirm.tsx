import type { Child } from "hono/jsx";
import { Card, Field } from "./parts.tsx";

interface ConfirmCardProps {
  readonly id: string;
  /** A verb with its object and `…`: another step follows. */
  readonly title: string;
  readonly action: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** What is lost. */
  readonly children: Child;
  /** e.g. `Type the key to delete it` */
  readonly label: string;
  readonly button: string;
}

/** CON-8: what is lost for good is asked for by its name, in the field `typed`. */
export const ConfirmCard = ({
  id,
  title,
  action,
  fields = {},
  children,
  label,
  button,
}: ConfirmCardProps) => (
  <Card id={id} title={title}>
    <form class="body col" method="post" action={action}>
      <p class="small">{children}</p>
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <Field id={`${id}-typed`} label={label}>
        <input id={`${id}-typed`} name="typed" class="mono" autocomplete="off" spellcheck={false} required />
      </Field>
      <div class="btns">
        <button type="submit" class="btn danger">
          {button}
        </button>
      </div>
    </form>
  </Card>
);
