/** Where the text of a log stream is kept, and as what CloudWatch Logs shows it. */
export interface LogFileOptions {
  /** Below the folder of all logs, without `.log`; slashes make folders. */
  readonly path: string;
  readonly group: string;
  readonly stream: string;
  /** A fuller file becomes `….1.log`, in place of the one before. */
  readonly limitBytes: number;
  /** Between two writes to the disk, in milliseconds. */
  readonly pauseMs: number;
  /** Functions write whole lines, their ends included; the lines of an access log are events without. */
  readonly keepsLineEnds: boolean;
}

export interface LogFile {
  /** Takes text as it comes, line breaks included; what cannot be written is reported, never waited for. */
  write(text: string): void;
  /** Nothing more comes: what was taken is still written. */
  end(): void;
}

export interface LogStreamInfo {
  readonly group: string;
  readonly name: string;
  /** Milliseconds since the epoch, as all times here. */
  readonly createdAt: number;
  readonly lastWrittenAt: number;
}

export interface LogEvent {
  readonly timestamp: number;
  readonly ingestedAt: number;
  /** Place in its stream: grows from event to event, and stays. */
  readonly position: number;
  readonly message: string;
}

/** What functions and API stages write, and what CloudWatch Logs reads of it. */
export interface LogFiles {
  open(options: LogFileOptions): LogFile;
  /** Resolves when everything taken so far is in the files. */
  flush(): Promise<void>;
  streams(): readonly LogStreamInfo[];
  /** Oldest first, as far as the files still have them. */
  events(stream: Pick<LogStreamInfo, "group" | "name">): readonly LogEvent[];
  /** CloudWatch Logs shows nothing more of what a group, or one of its streams, has so far; the text stays. */
  forget(group: string, stream?: string): void;
}
