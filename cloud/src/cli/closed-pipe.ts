/** A reader that had enough (`| head`) closes the pipe: that ends the program, and is no failure of ours. */
export function endWithReader({
  stdout,
  stderr,
  exit,
}: Pick<NodeJS.Process, "stdout" | "stderr" | "exit">): void {
  for (const stream of [stdout, stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
      exit(0);
    });
  }
}
