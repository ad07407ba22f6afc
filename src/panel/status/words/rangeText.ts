/** A number and the unit behind it. */
const NUMBER = /^(\d[\d.,]*)(\D*)$/;

/** Two values as one range, the unit once: "25-34 %"; "-3 °C to 4 °C" where a sign would read as a dash. */
export function formatRange(low: number, high: number, write: (value: number) => string): string {
  const [from, to] = [write(low), write(high)];
  const [first, second] = [NUMBER.exec(from), NUMBER.exec(to)];
  return first && second && first[2] === second[2] ? `${first[1]}-${to}` : `${from} to ${to}`;
}
