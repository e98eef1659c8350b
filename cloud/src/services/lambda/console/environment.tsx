import { Act, Card, Empty, Facts } from "../../../web/parts/parts.tsx";
import { printableLines } from "../../../web/parts/printable.ts";
import { functionAddress } from "./addresses.ts";
import { isSecret } from "./secrets.ts";

interface EnvironmentProps {
  readonly functionName: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly isShown: boolean;
}

/** Variables of the environment: what looks like a secret is dots until somebody asks for it. */
export const EnvironmentCard = ({ functionName, variables, isShown }: EnvironmentProps) => {
  const entries = Object.entries(variables).sort(([a], [b]) => a.localeCompare(b));
  const hasSecrets = entries.some(([name, value]) => isSecret(name, value));
  return (
    <Card
      id="environment"
      title="Environment"
      aside={
        hasSecrets && !isShown ? (
          <Act action={`${functionAddress(functionName)}/environment#environment`}>
            <button type="submit" class="btn quiet">
              Show secrets
            </button>
          </Act>
        ) : null
      }
    >
      {entries.length === 0 ? (
        <Empty text="It has no variables of its own." />
      ) : (
        <div class="body">
          <Facts
            facts={entries.map(
              ([name, value]) => [<code>{name}</code>, shownValue({ name, value, isShown })] as const,
            )}
          />
        </div>
      )}
    </Card>
  );
};

interface Variable {
  readonly name: string;
  readonly value: string;
  readonly isShown: boolean;
}

function shownValue({ name, value, isShown }: Variable) {
  if (isSecret(name, value) && !isShown) return <span class="muted">•••••••• hidden</span>;
  return value === "" ? <span class="muted">empty</span> : <code>{printableLines(value)}</code>;
}
