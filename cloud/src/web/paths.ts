/** Where the console is, below the host of the cloud's own pages. */
export const CONSOLE_PATH = "/_portcullis/";
