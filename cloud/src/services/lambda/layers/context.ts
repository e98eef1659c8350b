import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { ObjectReader } from "../../../core/ports/object-reader.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { CodeStore } from "../code/code-store.ts";
import type { LayerStore } from "./store.ts";

/** What the rules of layers work with. */
export interface LayersContext {
  readonly layers: LayerStore;
  readonly code: CodeStore;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scope: Scope;
  readonly objectReader: ObjectReader;
}
