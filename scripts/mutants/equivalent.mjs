// Changes that no test can notice, each with the reason: file, what is taken out.

export const EQUIVALENT = new Map([]);
