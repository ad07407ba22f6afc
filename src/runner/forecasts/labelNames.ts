const PLAIN = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * Labels under names that every Prometheus, store and Alertmanager takes: version 3 allows any UTF-8 in a name. As
 * Prometheus itself does for those who do not take such, other characters are `_`; where that name is another label's,
 * the name is escaped by its scheme `values`.
 */
export function plainNames(labels: Record<string, string>): Record<string, string> {
  const names = Object.keys(labels);
  if (names.every((name) => PLAIN.test(name))) {
    return labels;
  }
  const taken = new Set(names.filter((name) => PLAIN.test(name)));
  return Object.fromEntries(
    names.map((name) => {
      if (PLAIN.test(name)) {
        return [name, labels[name]];
      }
      const plain = [...name].map((sign, i) => (isPlain(sign, i) ? sign : '_')).join('');
      const free = plain === '' || taken.has(plain) ? escaped(name) : plain;
      taken.add(free);
      return [free, labels[name]];
    })
  );
}

const isPlain = (sign: string, at: number) => (at === 0 ? /[a-zA-Z_]/ : /[a-zA-Z0-9_]/).test(sign);

/** Each name has another: `U__`, `_` twice, and what is not plain as its code point in hexadecimal. */
const escaped = (name: string) =>
  `U__${[...name]
    .map((sign, i) => (sign === '_' ? '__' : isPlain(sign, i) ? sign : `_${sign.codePointAt(0)!.toString(16)}_`))
    .join('')}`;
