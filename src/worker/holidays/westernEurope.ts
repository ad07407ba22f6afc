import {
  ALL_SAINTS,
  ASCENSION,
  ASSUMPTION,
  BOXING_DAY,
  CHRISTMAS,
  CHRISTMAS_DAYS,
  CORPUS_CHRISTI,
  type Countries,
  EASTER,
  EASTER_MONDAY,
  EPIPHANY,
  GOOD_FRIDAY,
  IMMACULATE_CONCEPTION,
  LABOUR_DAY,
  MAUNDY_THURSDAY,
  NEW_YEAR,
  NOT,
  PENTECOST,
  REFORMATION,
  WHIT_MONDAY,
  orMonday,
  orMondayOfWeekend,
  orTwoLater,
} from './rules';

const SWISS_FAST = '3rd sunday in September';

/** The holidays that all of the United Kingdom has; two days were moved for jubilees, and two were for once. */
const UNITED_KINGDOM = [
  ...[orMondayOfWeekend(NEW_YEAR), GOOD_FRIDAY, EASTER_MONDAY],
  ...['1st monday in May prior to 2020', '2020-05-08', '1st monday in May since 2021'],
  ...['monday before June prior to 2022', '2022-06-02', '2022-06-03', 'monday before June since 2023'],
  ...[orTwoLater(CHRISTMAS), orTwoLater(BOXING_DAY), '2022-09-19', '2023-05-08'],
];

/** The west and the south of Europe. */
export const WESTERN_EUROPE: Countries = {
  AT: {
    days: [
      ...[NEW_YEAR, EPIPHANY, EASTER_MONDAY, LABOUR_DAY, ASCENSION, WHIT_MONDAY, CORPUS_CHRISTI, ASSUMPTION],
      ...['10-26', ALL_SAINTS, IMMACULATE_CONCEPTION, ...CHRISTMAS_DAYS],
    ],
  },
  BE: {
    days: [
      ...[NEW_YEAR, EASTER_MONDAY, LABOUR_DAY, ASCENSION, WHIT_MONDAY, '07-21', ASSUMPTION, ALL_SAINTS, '11-11'],
      CHRISTMAS,
    ],
  },
  CH: {
    days: [
      ...[NEW_YEAR, GOOD_FRIDAY, EASTER, EASTER_MONDAY, ASCENSION, PENTECOST, WHIT_MONDAY, '08-01'],
      ...[SWISS_FAST, ...CHRISTMAS_DAYS],
    ],
    regions: {
      BE: ['01-02'],
      BS: [LABOUR_DAY],
      GE: [NOT + SWISS_FAST, NOT + BOXING_DAY, 'thursday after 1st sunday in September', '12-31'],
      TI: [
        ...[NOT + GOOD_FRIDAY, EPIPHANY, '03-19', LABOUR_DAY, CORPUS_CHRISTI, '06-29', ASSUMPTION, ALL_SAINTS],
        IMMACULATE_CONCEPTION,
      ],
      VD: ['01-02', 'monday after 3rd sunday in September', NOT + BOXING_DAY],
      ZH: [LABOUR_DAY],
    },
  },
  DE: {
    days: [...[NEW_YEAR, GOOD_FRIDAY, EASTER_MONDAY, LABOUR_DAY, ASCENSION, WHIT_MONDAY, '10-03'], ...CHRISTMAS_DAYS],
    regions: {
      BB: [EASTER, PENTECOST, REFORMATION],
      BE: ['03-08 since 2019', '2020-05-08', '2025-05-08', '2028-06-17'],
      BW: [EPIPHANY, CORPUS_CHRISTI, ALL_SAINTS],
      BY: [EPIPHANY, CORPUS_CHRISTI, ALL_SAINTS],
      HB: ['10-31 since 2018'],
      HE: [CORPUS_CHRISTI],
      HH: ['10-31 since 2018'],
      MV: ['03-08 since 2023', REFORMATION],
      NI: ['10-31 since 2018'],
      NW: [CORPUS_CHRISTI, ALL_SAINTS],
      RP: [CORPUS_CHRISTI, ALL_SAINTS],
      SH: ['10-31 since 2018'],
      SL: [CORPUS_CHRISTI, ASSUMPTION, ALL_SAINTS],
      SN: [REFORMATION, 'wednesday before 11-23'],
      ST: [EPIPHANY, REFORMATION],
      TH: ['09-20 since 2019', REFORMATION],
    },
  },
  ES: {
    days: [
      ...[NEW_YEAR, EPIPHANY, GOOD_FRIDAY, LABOUR_DAY, ASSUMPTION, '10-12', ALL_SAINTS, '12-06'],
      ...[IMMACULATE_CONCEPTION, CHRISTMAS, '2022-12-26'],
    ],
    regions: {
      CT: [EASTER_MONDAY, '06-24', '09-11', BOXING_DAY],
      MD: [MAUNDY_THURSDAY, '05-02 if sunday then next monday', orMonday(ALL_SAINTS), orMonday('12-06')],
    },
  },
  FR: {
    days: [
      ...[NEW_YEAR, EASTER_MONDAY, LABOUR_DAY, '05-08', ASCENSION, WHIT_MONDAY, '07-14', ASSUMPTION, ALL_SAINTS],
      ...['11-11', CHRISTMAS],
    ],
  },
  GB: {
    days: UNITED_KINGDOM,
    regions: {
      ENG: ['monday before September'],
      NIR: [orMondayOfWeekend('03-17'), orMondayOfWeekend('07-12'), 'monday before September'],
      SCT: [
        ...[orTwoLater(NEW_YEAR), orTwoLater('01-02'), NOT + EASTER_MONDAY, '1st monday in August'],
        orMondayOfWeekend('11-30'),
      ],
      WLS: ['monday before September'],
    },
  },
  IE: {
    days: [
      ...[
        NEW_YEAR,
        '02-01 if saturday,sunday,tuesday,wednesday,thursday then next monday since 2023',
        '03-17',
        EASTER_MONDAY,
        '1st monday in May',
      ],
      ...['1st monday in June', '1st monday in August', 'monday before November', ...CHRISTMAS_DAYS, '2022-03-18'],
    ],
  },
  IT: {
    days: [
      ...[NEW_YEAR, EPIPHANY, EASTER, EASTER_MONDAY, '04-25', LABOUR_DAY, '06-02', ASSUMPTION, '10-04 since 2026'],
      ...[ALL_SAINTS, IMMACULATE_CONCEPTION, ...CHRISTMAS_DAYS],
    ],
  },
  LU: {
    days: [
      ...[NEW_YEAR, EASTER_MONDAY, LABOUR_DAY, '05-09 since 2019', ASCENSION, WHIT_MONDAY, '06-23', ASSUMPTION],
      ...[ALL_SAINTS, ...CHRISTMAS_DAYS],
    ],
  },
  NL: {
    days: [
      ...[NEW_YEAR, EASTER, EASTER_MONDAY, '04-27 if sunday then previous saturday'],
      ...[ASCENSION, PENTECOST, WHIT_MONDAY, ...CHRISTMAS_DAYS],
    ],
  },
  PT: {
    days: [
      ...[NEW_YEAR, GOOD_FRIDAY, EASTER, '04-25', LABOUR_DAY, CORPUS_CHRISTI, '06-10', ASSUMPTION, '10-05'],
      ...[ALL_SAINTS, '12-01', IMMACULATE_CONCEPTION, CHRISTMAS],
    ],
  },
};
