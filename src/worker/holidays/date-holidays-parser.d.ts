/** The part of the library that is used; its own types are not found behind its `exports`. */
declare module 'date-holidays-parser' {
  // eslint-disable-next-line import-x/no-default-export -- it is what the library has.
  export default class Holidays {
    constructor(data: object);
    setHoliday(rule: string, name: string): boolean;
    getHolidays(year: number): Array<{ date: string; start: Date; end: Date }>;
  }
}
