// Changes that no test can notice, each with the reason: file, what is taken out.

export const EQUIVALENT = new Map([
  [
    "cloud/src/trace/screen.ts never refuses",
    "The early return of `masked` saves time: what it lets pass, none of the patterns behind it fits.",
  ],
]);
