import {
  BOXING_DAY,
  CHRISTMAS,
  type Countries,
  EASTER,
  EASTER_MONDAY,
  GOOD_FRIDAY,
  LABOUR_DAY,
  NEW_YEAR,
  NOT,
  insteadOfWeekend,
  mondayFrom,
  orMonday,
  orMondayOfWeekend,
  orTwoLater,
} from './rules';

/** The birthday of the sovereign, in most of Australia. */
const BIRTHDAY = '2nd monday in June';

/** The Monday that Korea has free for a day on a weekend, from a year on. */
const korean = (day: string, since: number) => `substitutes ${day} if saturday,sunday then next monday since ${since}`;

/** The three days of a feast in Korea, and one more where one of them is a Sunday. */
const feast = (days: readonly string[], more: string) => [...days, `${more} on monday,tuesday,wednesday`];

/** Asia, Africa and the Pacific. */
export const ELSEWHERE: Countries = {
  AU: {
    days: [
      ...[orMondayOfWeekend(NEW_YEAR), insteadOfWeekend('01-26'), GOOD_FRIDAY, 'easter -1', EASTER, EASTER_MONDAY],
      ...['04-25', orTwoLater(CHRISTMAS), orTwoLater(BOXING_DAY), '2022-09-22'],
    ],
    regions: {
      ACT: ['2nd monday in March', orMondayOfWeekend('04-25'), mondayFrom('05-27'), BIRTHDAY, '1st monday in October'],
      NSW: [`${orMondayOfWeekend('04-25')} since 2026`, BIRTHDAY, '1st monday in October'],
      QLD: [`${NOT}04-25`, '04-25 if sunday then next monday', '1st monday in May', '1st monday in October'],
      VIC: ['2nd monday in March', BIRTHDAY, 'friday before October', '1st tuesday in November'],
      WA: [
        ...[`${NOT}easter -1`, NOT + EASTER, 'easter since 2022', orMondayOfWeekend('04-25'), '1st monday in March'],
        ...['1st monday in June', 'monday before October prior to 2024', '2024-09-23'],
        'monday before October since 2025',
      ],
    },
  },
  CN: {
    days: [
      ...[NEW_YEAR, '1 day before chinese 01-0-01 since 2025', 'chinese 01-0-01', 'chinese 01-0-02', 'chinese 01-0-03'],
      ...['chinese 5-01 solarterm', LABOUR_DAY, '05-02 since 2025', 'chinese 05-0-05', 'chinese 08-0-15'],
      ...['10-01', '10-02', '10-03'],
    ],
  },
  IL: {
    days: [
      ...['1 Tishrei', '2 Tishrei', '10 Tishrei', '15 Tishrei', '22 Tishrei', '15 Nisan', '21 Nisan', '6 Sivan'],
      '5 Iyyar if friday,saturday then previous thursday if monday then next tuesday',
    ],
  },
  IN: { days: ['01-26', GOOD_FRIDAY, '04-14', '08-15', '10-02', CHRISTMAS] },
  JP: {
    days: [
      ...[orMonday(NEW_YEAR), '2nd monday in January', orMonday('02-11'), `${orMonday('02-23')} since 2020`],
      ...[orMonday('march equinox in +09:00'), orMonday('04-29'), '05-03 and if sunday then next wednesday'],
      ...['05-04 and if sunday then next tuesday', orMonday('05-05')],
      ...['3rd monday in July prior to 2020', '2020-07-23', '2021-07-22', '3rd monday in July since 2022'],
      ...[`${orMonday('08-11')} prior to 2020`, '2020-08-10', '2021-08-08', '2021-08-09'],
      ...[`${orMonday('08-11')} since 2022`, '3rd monday in September'],
      ...[orMonday('september equinox in +09:00'), '2026-09-22', '2032-09-21'],
      ...['2nd monday in October prior to 2020', '2020-07-24', '2021-07-23', '2nd monday in October since 2022'],
      ...[orMonday('11-03'), orMonday('11-23')],
    ],
  },
  KR: {
    days: [
      ...[NEW_YEAR, ...feast(['1 day before korean 01-0-01', 'korean 01-0-01', 'korean 01-0-02'], 'korean 01-0-03')],
      ...['03-01', korean('03-01', 2021), '05-05', korean('05-05', 2014), 'korean 04-0-08'],
      ...[korean('korean 04-0-08', 2023), '2025-05-06', '06-06', '07-17 since 2026', korean('07-17', 2026)],
      ...['08-15', korean('08-15', 2021)],
      ...feast(['korean 08-0-14', 'korean 08-0-15', 'korean 08-0-16'], 'korean 08-0-17'),
      ...['2028-10-05', '10-03', korean('10-03', 2021), '10-09', korean('10-09', 2021)],
      ...[CHRISTMAS, korean(CHRISTMAS, 2023)],
    ],
  },
  NZ: {
    days: [
      ...[orTwoLater(NEW_YEAR), orTwoLater('01-02'), orMondayOfWeekend('02-06'), GOOD_FRIDAY, EASTER_MONDAY],
      ...[orMondayOfWeekend('04-25'), '1st monday in June', '4th monday in October'],
      ...['2022-06-24', '2023-07-14', '2024-06-28', '2025-06-20', '2026-07-10', '2027-06-25', '2028-07-14'],
      ...['2029-07-06', '2030-06-21', '2031-07-11', '2032-07-02', '2022-09-26'],
      ...[orTwoLater(CHRISTMAS), orTwoLater(BOXING_DAY)],
    ],
  },
  ZA: {
    days: [
      ...[orMonday(NEW_YEAR), orMonday('03-21'), GOOD_FRIDAY, EASTER_MONDAY, orMonday('04-27'), orMonday(LABOUR_DAY)],
      ...[orMonday('06-16'), orMonday('08-09'), orMonday('09-24'), orMonday('12-16'), CHRISTMAS, orMonday(BOXING_DAY)],
      ...['2023-12-15', '2024-05-29'],
    ],
  },
};
