import { Act } from "./parts.tsx";

interface HiddenProps {
  /** Where the form asks for it: a signed call, and so in the trace. */
  readonly action: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly button: string;
}

/** CON-21: a secret is dots until somebody asks for it. */
export const Hidden = ({ action, fields = {}, button }: HiddenProps) => (
  <div class="body col">
    <p class="muted">•••••••• hidden</p>
    <Act action={action} fields={fields}>
      <button type="submit" class="btn">
        {button}
      </button>
    </Act>
  </div>
);
