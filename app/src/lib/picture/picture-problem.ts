/** Why a chosen file became no picture. */
export type PictureProblemKind =
  /** No program here reads it as a picture. */
  | "unreadable"
  /** Reading it would take more memory than a device has. */
  | "tooLarge"
  /** The device did not open its pictures. */
  | "noAccess";

export class PictureProblem extends Error {
  override readonly name = "PictureProblem";
  readonly kind: PictureProblemKind;

  constructor(kind: PictureProblemKind) {
    super(kind);
    this.kind = kind;
  }
}
