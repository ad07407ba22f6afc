import {
  ALL_SAINTS,
  ASSUMPTION,
  BOXING_DAY,
  CARNIVAL,
  CHRISTMAS,
  type Countries,
  EASTER,
  EPIPHANY,
  GOOD_FRIDAY,
  IMMACULATE_CONCEPTION,
  LABOUR_DAY,
  MAUNDY_THURSDAY,
  NEW_YEAR,
  mondayFrom,
} from './rules';

const FAMILY_DAY = '3rd monday in February';
const VICTORIA_DAY = 'monday before 05-25';
const CANADIAN_THANKSGIVING = '2nd monday in October';

/** Also the Friday before a Saturday, the Monday after a Sunday. */
const observed = (day: string) => `${day} and if sunday then next monday if saturday then previous friday`;

/** The Monday before a day in the first days of a week, the Monday after one in the later days. */
const nearMonday = (day: string, first: string, later: string) =>
  `${day} if ${first} then previous monday if ${later} then next monday`;
const argentine = (day: string) => nearMonday(day, 'tuesday,wednesday', 'thursday,friday');
const chilean = (day: string) => nearMonday(day, 'tuesday,wednesday,thursday', 'friday');

/** The Americas. */
export const AMERICAS: Countries = {
  AR: {
    days: [
      ...[NEW_YEAR, ...CARNIVAL, '03-24', '04-02 prior to 2020', '2020-03-31', '04-02 since 2021', GOOD_FRIDAY],
      ...[LABOUR_DAY, '05-25', argentine('06-17'), '06-20', '07-09', argentine('08-17'), argentine('10-12')],
      ...[argentine('11-20'), IMMACULATE_CONCEPTION, CHRISTMAS, '2022-05-18', '2022-12-20'],
    ],
  },
  BR: {
    days: [
      ...[NEW_YEAR, GOOD_FRIDAY, '04-21', LABOUR_DAY, '09-07', '10-12', '11-02', '11-15'],
      ...['11-20 since 2024', CHRISTMAS],
    ],
  },
  CA: {
    days: [NEW_YEAR, GOOD_FRIDAY, '07-01', '1st monday in September', CHRISTMAS],
    regions: {
      AB: [FAMILY_DAY, VICTORIA_DAY, CANADIAN_THANKSGIVING, '11-11'],
      BC: [FAMILY_DAY, VICTORIA_DAY, '1st monday in August', '09-30 since 2023', CANADIAN_THANKSGIVING, '11-11'],
      ON: [FAMILY_DAY, VICTORIA_DAY, CANADIAN_THANKSGIVING, BOXING_DAY],
      QC: [VICTORIA_DAY, '06-24', CANADIAN_THANKSGIVING],
    },
  },
  CL: {
    days: [
      ...[NEW_YEAR, '01-02 on monday since 2017', GOOD_FRIDAY, 'easter -1', EASTER, LABOUR_DAY, '05-21', '2021-06-21'],
      ...['june solstice in -04:00 since 2022', chilean('06-29'), '07-16', ASSUMPTION, '2022-09-16'],
      ...['09-17 on monday,friday', '09-18', '09-19', '09-20 on friday', chilean('10-12')],
      ...['10-31 if tuesday then previous friday if wednesday then next friday', ALL_SAINTS],
      ...[IMMACULATE_CONCEPTION, CHRISTMAS],
    ],
  },
  CO: {
    days: [
      ...[NEW_YEAR, mondayFrom(EPIPHANY), mondayFrom('03-19'), MAUNDY_THURSDAY, GOOD_FRIDAY, EASTER, LABOUR_DAY],
      ...['easter 43', 'easter 64', 'easter 71', mondayFrom('06-29'), `${mondayFrom('07-09')} since 2026`, '07-20'],
      ...['08-07', mondayFrom(ASSUMPTION), mondayFrom('10-12'), mondayFrom(ALL_SAINTS), mondayFrom('11-11')],
      ...[IMMACULATE_CONCEPTION, CHRISTMAS],
    ],
  },
  MX: {
    days: [
      ...[NEW_YEAR, '1st monday in February', '3rd monday in March', LABOUR_DAY, '09-16', '3rd monday in November'],
      ...['10-01 every 6 years since 2024', CHRISTMAS],
    ],
  },
  US: {
    days: [
      ...[observed(NEW_YEAR), '3rd monday in January', '3rd monday in February', 'monday before June'],
      ...[`${observed('06-19')} since 2021`, observed('07-04'), '1st monday in September', '2nd monday in October'],
      ...[observed('11-11'), '4th thursday in November', observed(CHRISTMAS)],
    ],
  },
};
