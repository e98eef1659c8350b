/** A project with what `check` says of it. */
export interface CheckedProject {
  readonly name: string;
  readonly template: string;
  /** Besides an empty folder of sources. */
  readonly arguments?: {
    readonly parameters?: string[];
    readonly leaveOut?: string[];
    readonly allowRetiredRuntimes?: boolean;
    readonly built?: boolean;
  };
  readonly exitCode: 0 | 1 | 2;
  /** `<line> <text>`, `-` for what has no line. */
  readonly unsupported?: readonly string[];
  readonly held?: readonly string[];
  readonly leftOut?: readonly string[];
  readonly mistakes?: readonly (string | RegExp)[];
}
