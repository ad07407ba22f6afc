/** A country's public holidays. */
export interface Country {
  /** Rules of the whole country, in the grammar of date-holidays-parser. */
  days: readonly string[];
  /** Rules that a region has besides those of its country, by its code; `NOT` before one of its country takes that off. */
  regions?: Readonly<Record<string, readonly string[]>>;
}

/** The table of countries, by their codes of ISO 3166. */
export type Countries = Readonly<Record<string, Country>>;

export const NEW_YEAR = '01-01';
export const EPIPHANY = '01-06';
export const LABOUR_DAY = '05-01';
export const ASSUMPTION = '08-15';
export const REFORMATION = '10-31';
export const ALL_SAINTS = '11-01';
export const IMMACULATE_CONCEPTION = '12-08';
export const CHRISTMAS_EVE = '12-24';
export const CHRISTMAS = '12-25';
export const BOXING_DAY = '12-26';
export const CHRISTMAS_DAYS = [CHRISTMAS, BOXING_DAY];

export const CARNIVAL = ['easter -48', 'easter -47'];
export const MAUNDY_THURSDAY = 'easter -3';
export const GOOD_FRIDAY = 'easter -2';
export const EASTER = 'easter';
export const EASTER_MONDAY = 'easter 1';
export const ASCENSION = 'easter 39';
export const PENTECOST = 'easter 49';
export const WHIT_MONDAY = 'easter 50';
export const CORPUS_CHRISTI = 'easter 60';
export const ORTHODOX_EASTER = ['orthodox -2', 'orthodox', 'orthodox 1'];

/** Takes a rule of the country off a region. */
export const NOT = 'not ';

/** Also the Monday after a day that is a Sunday. */
export const orMonday = (day: string) => `${day} and if sunday then next monday`;

/** Also the Monday after a day on a weekend. */
export const orMondayOfWeekend = (day: string) => `${day} and if saturday,sunday then next monday`;

/** The Monday after, instead of a day on a weekend. */
export const insteadOfWeekend = (day: string) => `${day} if saturday,sunday then next monday`;

/** Also two days later, for each of two days in a row that is on a weekend. */
export const orTwoLater = (day: string) => `${day} and if saturday then next monday if sunday then next tuesday`;

/** The Monday on or after a day. */
export const mondayFrom = (day: string) => `monday after ${day}`;
