import type { Question } from "./authorization.ts";

/** A parameter of the Parameter Store, as CloudFormation reads it. */
export interface ReadParameter {
  readonly type: "String" | "StringList" | "SecureString";
  readonly value: string;
  readonly version: number;
}

export interface ParameterReader {
  /** What somebody must be allowed for whom a parameter is read. */
  readingOf(name: string): Question;
  /**
   * Nothing of a name with a label or a version behind a colon.
   * @param version the newest when left out
   */
  find(name: string, version?: number): ReadParameter | undefined;
}
