import type { Readable } from "node:stream";

/** A form up to its file; the file's bytes are still to come. */
export interface PostForm {
  /** By lower-case name; the first of repeated ones counts. */
  readonly fields: ReadonlyMap<string, string>;
  /** Name of the file as the browser sent it, without folders; empty when it sent none. */
  readonly fileName: string;
  readonly file: Readable;
}
