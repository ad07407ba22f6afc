/** The cause that undici hides behind "fetch failed". */
export function reasonOf(error: unknown): string {
  const { message = String(error), cause } = error as Error;
  return cause instanceof Error && cause.message ? cause.message : message;
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
