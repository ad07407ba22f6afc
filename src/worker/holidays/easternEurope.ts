import {
  ALL_SAINTS,
  ASCENSION,
  ASSUMPTION,
  CHRISTMAS_DAYS,
  CHRISTMAS_EVE,
  CORPUS_CHRISTI,
  type Countries,
  EASTER,
  EASTER_MONDAY,
  EPIPHANY,
  GOOD_FRIDAY,
  LABOUR_DAY,
  MAUNDY_THURSDAY,
  NEW_YEAR,
  ORTHODOX_EASTER,
  PENTECOST,
  WHIT_MONDAY,
  orMonday,
  orMondayOfWeekend,
} from './rules';

/** The Saturdays of midsummer and of All Saints in the north. */
const NORTHERN_SATURDAYS = ['saturday after 06-20', 'saturday after 10-31'];
const CHRISTMAS_FROM_EVE = [CHRISTMAS_EVE, ...CHRISTMAS_DAYS];

/** The north and the east of Europe. */
export const EASTERN_EUROPE: Countries = {
  CZ: {
    days: [
      ...[NEW_YEAR, GOOD_FRIDAY, EASTER_MONDAY, LABOUR_DAY, '05-08', '07-05', '07-06', '09-28', '10-28', '11-17'],
      ...CHRISTMAS_FROM_EVE,
    ],
  },
  DK: {
    days: [
      ...[NEW_YEAR, MAUNDY_THURSDAY, GOOD_FRIDAY, EASTER, EASTER_MONDAY, 'easter 26 prior to 2024', ASCENSION],
      ...[PENTECOST, WHIT_MONDAY, ...CHRISTMAS_DAYS],
    ],
  },
  EE: {
    days: [
      ...[NEW_YEAR, '02-24', GOOD_FRIDAY, EASTER, LABOUR_DAY, PENTECOST, '06-23', '06-24', '08-20'],
      ...CHRISTMAS_FROM_EVE,
    ],
  },
  FI: {
    days: [
      ...[NEW_YEAR, EPIPHANY, GOOD_FRIDAY, EASTER, EASTER_MONDAY, LABOUR_DAY, ASCENSION, PENTECOST],
      ...[...NORTHERN_SATURDAYS, '12-06', ...CHRISTMAS_DAYS],
    ],
  },
  GR: {
    days: [
      ...[
        NEW_YEAR,
        EPIPHANY,
        'orthodox -48',
        '03-25',
        ...ORTHODOX_EASTER,
        LABOUR_DAY,
        'orthodox 49',
        'orthodox 50',
        ASSUMPTION,
      ],
      ...['10-28', ...CHRISTMAS_DAYS],
    ],
  },
  HU: {
    days: [
      ...[NEW_YEAR, '03-15', GOOD_FRIDAY, EASTER, EASTER_MONDAY, LABOUR_DAY, PENTECOST, WHIT_MONDAY, '08-20'],
      ...['10-23', ALL_SAINTS, ...CHRISTMAS_DAYS],
    ],
  },
  LT: {
    days: [
      ...[NEW_YEAR, '02-16', '03-11', EASTER, EASTER_MONDAY, LABOUR_DAY, '06-24', '07-06', ASSUMPTION, ALL_SAINTS],
      ...['11-02 since 2020', ...CHRISTMAS_FROM_EVE],
    ],
  },
  LV: {
    days: [
      ...[NEW_YEAR, GOOD_FRIDAY, EASTER, EASTER_MONDAY, LABOUR_DAY, orMondayOfWeekend('05-04')],
      ...['06-23', '06-24', '2023-05-29', orMondayOfWeekend('11-18'), ...CHRISTMAS_FROM_EVE, '12-31'],
    ],
  },
  NO: {
    days: [
      ...[NEW_YEAR, MAUNDY_THURSDAY, GOOD_FRIDAY, EASTER, EASTER_MONDAY, LABOUR_DAY, '05-17', ASCENSION],
      ...[PENTECOST, WHIT_MONDAY, ...CHRISTMAS_DAYS],
    ],
  },
  PL: {
    days: [
      ...[NEW_YEAR, EPIPHANY, EASTER, EASTER_MONDAY, LABOUR_DAY, '05-03', PENTECOST, CORPUS_CHRISTI, ASSUMPTION],
      ...[ALL_SAINTS, '11-11', '12-24 since 2025', ...CHRISTMAS_DAYS],
    ],
  },
  RO: {
    days: [
      ...[NEW_YEAR, '01-02', '01-06 since 2024', '01-07 since 2024', '01-24', ...ORTHODOX_EASTER, LABOUR_DAY],
      ...['06-01', 'orthodox 49', 'orthodox 50', ASSUMPTION, '11-30', '12-01', ...CHRISTMAS_DAYS],
    ],
  },
  RU: {
    days: [
      ...['01-01', '01-02', '01-03', '01-04', '01-05', '01-06', '01-07', '01-08', '02-23', orMonday('03-08')],
      ...[LABOUR_DAY, '05-09', '06-12', '11-04'],
    ],
  },
  SE: {
    days: [
      ...[NEW_YEAR, EPIPHANY, GOOD_FRIDAY, EASTER, EASTER_MONDAY, LABOUR_DAY, ASCENSION, PENTECOST, '06-06'],
      ...[...NORTHERN_SATURDAYS, ...CHRISTMAS_DAYS],
    ],
  },
  SK: {
    days: [
      ...[NEW_YEAR, EPIPHANY, GOOD_FRIDAY, EASTER_MONDAY, LABOUR_DAY, '05-08 prior to 2026', '07-05'],
      ...[
        '08-29',
        '09-01 prior to 2024',
        '09-15 prior to 2026',
        ALL_SAINTS,
        '11-17 prior to 2025',
        ...CHRISTMAS_FROM_EVE,
      ],
    ],
  },
  TR: {
    days: [
      ...[NEW_YEAR, '04-23', LABOUR_DAY, '05-19', '07-15', '08-30', '10-29'],
      ...['1 Shawwal P3D', '10 Dhu al-Hijjah P4D'],
    ],
  },
};
