/** Why a call of the API came to nothing. */
export type ProblemKind =
  /** The API cannot be reached. */
  | "unreachable"
  /** It took too long. */
  | "timeout"
  /** The session is over: sign in again. */
  | "sessionEnded"
  /** Signed in, but the access token lacks the scope. */
  | "lacksScope"
  /** The API has no such endpoint. */
  | "notOffered"
  /** The endpoint is there, what was asked for is not. */
  | "notFound"
  /** What was sent is larger than the API takes. */
  | "tooLarge"
  /** Too many calls. */
  | "throttled"
  /** The API failed or answered what nobody understands. */
  | "failed";

export class ApiProblem extends Error {
  override readonly name = "ApiProblem";
  readonly kind: ProblemKind;

  constructor(kind: ProblemKind, detail?: string) {
    super(detail ?? kind);
    this.kind = kind;
  }
}

export function problemKindOf(error: unknown): ProblemKind {
  return error instanceof ApiProblem ? error.kind : "failed";
}
