import { flag, listOf, moment, number, oneOf, optional, recordOf, shaped, text } from "../../core/shaped.ts";
import type {
  AccessMatrix,
  By,
  Cell,
  Column,
  Disagreement,
  Note,
  Proof,
  ProofSummary,
  Row,
  Section,
} from "../matrix.ts";

/** A stack as it was: another id or time says that it was made anew or changed. */
export interface StackState {
  readonly name: string;
  readonly id: string;
  /** When it was made or changed last, as the cloud says it. */
  readonly changed: string;
}

/** A matrix that was proved, and what it was proved of. */
export interface KeptProof {
  readonly version: 1;
  /** Epoch milliseconds. */
  readonly provedAt: number;
  /** As they were before the first call. */
  readonly stacks: readonly StackState[];
  readonly matrix: AccessMatrix;
}

const verdict = oneOf("yes", "no", "only-if");

const cell = shaped<Cell>({
  verdict,
  reason: text,
  sentence: text,
  conditions: optional(listOf(text)),
  by: optional(
    shaped<By>({
      place: optional(text),
      policy: optional(text),
      statement: optional(number),
      sid: optional(text),
      file: optional(text),
      line: optional(number),
    }),
  ),
  proof: optional(
    shaped<Proof>({
      how: oneOf("called", "simulated"),
      observed: oneOf("yes", "no"),
      agrees: flag,
      status: number,
      request: text,
    }),
  ),
  unproved: optional(text),
});

const matrix = shaped<AccessMatrix>({
  format: oneOf(1),
  columns: listOf(
    shaped<Column>({
      key: text,
      kind: oneOf("people", "roles", "services"),
      title: text,
      about: text,
      sameAs: optional(text),
    }),
  ),
  sections: listOf(
    shaped<Section>({
      key: text,
      title: text,
      about: text,
      rows: listOf(
        shaped<Row>({
          key: text,
          title: text,
          summary: text,
          cells: recordOf(cell),
          said: optional(text),
          fold: optional(oneOf("preflight", "aws-managed", "nobody", "service-role")),
        }),
      ),
    }),
  ),
  notes: listOf(shaped<Note>({ trap: text, place: text, sentence: text })),
  notShown: listOf(text),
  proof: shaped<ProofSummary>({
    called: number,
    simulated: number,
    computed: number,
    disagreements: listOf(
      shaped<Disagreement>({ row: text, column: text, computed: verdict, observed: text, request: text }),
    ),
    left: listOf(text),
  }),
});

const proof = shaped<KeptProof>({
  version: oneOf(1),
  provedAt: moment,
  stacks: listOf(shaped<StackState>({ name: text, id: text, changed: text })),
  matrix,
});

/** ACCESS-18: whether that is a proved matrix in all its parts, as the page of one takes for granted. */
export function isKeptProof(value: unknown): value is KeptProof {
  return proof(value);
}

/** Names of the stacks that were made, changed or deleted in between. */
export function changedStacks(before: readonly StackState[], now: readonly StackState[]): string[] {
  const signed = ({ name, id, changed }: StackState): string => JSON.stringify([name, id, changed]);
  const [old, current] = [new Set(before.map(signed)), new Set(now.map(signed))];
  const changed = [
    ...before.filter((stack) => !current.has(signed(stack))),
    ...now.filter((stack) => !old.has(signed(stack))),
  ];
  return [...new Set(changed.map(({ name }) => name))].sort();
}
