/** One call of a function after its end. */
export interface FunctionCall {
  readonly requestId: string;
  readonly functionName: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  /** JSON text that the function got. */
  readonly event: string;
  /** JSON text that it returned, or the error document of its runtime; empty when it streamed its answer. */
  readonly result: string;
  readonly failed: boolean;
}

/** Tells of calls of functions, whoever made them. */
export interface FunctionCalls {
  /** Calls `listener` after every call from now on. @returns how to end it */
  subscribe(listener: (call: FunctionCall) => void): () => void;
}
