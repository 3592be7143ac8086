// What a view cannot show, with what to do about it.

/** Its message is for the reader, who sees it where the picture would be. */
export class Problem extends Error {}
